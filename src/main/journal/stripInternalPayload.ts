import { withoutInternalPayload } from '../../shared/journal/internalPayloads';
import { decodeLine, encodeLine, isFault } from '../../shared/journal/lineCodec';
import type { EntryLine } from './journalFile';

/**
 * Removes the payload of a line where the capture may not keep it; see `InternalPayloads`.
 *
 * @param line its entry may be the head alone
 * @param version of the file
 */
export function stripInternalPayload(line: EntryLine, version: number): EntryLine {
  const whole = decodeLine(line.bytes.toString('utf8'), version);
  // If the payload is damaged, only the head can be kept.
  const entry = withoutInternalPayload(isFault(whole) || whole.type !== line.entry.type ? line.entry : whole);
  if (entry === whole) return line;
  return { ...line, entry, bytes: Buffer.from(encodeLine(entry)).subarray(0, -1) };
}
