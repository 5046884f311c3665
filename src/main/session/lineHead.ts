/** The part of a journal line before its payload, as a line of its own: all that the table needs, however large the payload. */

import { JOURNAL_VERSION, type JournalEntry } from '../../shared/journal/entries';
import { decodeLine, isFault, type LineFault, PAYLOAD_KEYS } from '../../shared/journal/lineCodec';
import { readFastHead } from './fastHead';

/** Below this, cutting costs more than parsing the whole. */
const SMALL_LINE_BYTES = 2048;

const MESSAGE_START = '{"type":"message"';
const OUTCOME_START = '{"type":"outcome"';

/**
 * Reads a line without its payload: `args` is null or what it is, the other payload keys are absent or what they are.
 *
 * @param version of the file it stands in
 */
export function decodeHead(line: Buffer, version = JOURNAL_VERSION): JournalEntry | LineFault {
  const fast = version === JOURNAL_VERSION ? readFastHead(line) : undefined;
  if (fast !== undefined) return fast;
  const head = headOf(line);
  const entry = decodeLine(head ?? line.toString('utf8'), version);
  // Written by another program, whose keys may stand in another order.
  return head !== undefined && isFault(entry) ? decodeLine(line.toString('utf8'), version) : entry;
}

/** @returns JSON of the entry without its payload keys, except that a message keeps `"args":null`; undefined: nothing is cut */
function headOf(line: Buffer): string | undefined {
  if (line.length < SMALL_LINE_BYTES) return undefined;
  const start = line.toString('latin1', 0, MESSAGE_START.length);
  if (start !== MESSAGE_START && start !== OUTCOME_START) return undefined;
  // A quote inside a text is escaped, so these bytes can only be keys; and nothing before the payload has such keys.
  const ends = PAYLOAD_KEYS.map((key) => line.indexOf(key)).filter((end) => end !== -1);
  if (ends.length === 0) return undefined;
  const head = line.toString('utf8', 0, Math.min(...ends));
  return start === MESSAGE_START ? `${head},"args":null}` : `${head}}`;
}
