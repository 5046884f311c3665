/** Reads the first line of a capture file: whether it is a capture, and whether this program can read it. */

import { type HeaderEntry, JOURNAL_FORMAT, JOURNAL_VERSION } from '../../shared/journal/entries';
import { decodeLine, isFault } from '../../shared/journal/lineCodec';
import { isReadableVersion } from '../../shared/journal/migrations';
import { UserError } from '../base/userError';
import type { CaptureFileReader } from './captureFileReader';

const MAX_HEADER_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * @throws UserError `empty-capture`, `not-a-capture` or `newer-capture`
 */
export async function readHeader(source: CaptureFileReader, signal?: AbortSignal): Promise<HeaderEntry> {
  let start = Buffer.alloc(0);
  let isWhole = false;
  for await (const { bytes } of source.chunks(0, () => {}, signal)) {
    start = Buffer.concat([start, bytes]);
    const end = start.subarray(0, MAX_HEADER_BYTES).indexOf(NEWLINE);
    isWhole = end !== -1;
    if (isWhole) start = start.subarray(0, end);
    if (isWhole || start.length >= MAX_HEADER_BYTES) break;
  }
  if (start.length === 0 && !isWhole) {
    throw new UserError('empty-capture', `${source.path} is empty.`, 'Nothing was captured into it; choose another.');
  }
  if (start.length > MAX_HEADER_BYTES || (!isWhole && start.length === MAX_HEADER_BYTES)) throw notOurs(source.path);
  return checkHeader(source.path, start.toString('utf8'), isWhole);
}

function checkHeader(path: string, line: string, isWhole: boolean): HeaderEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    if (!isWhole && line.startsWith(`{"type":"header","format":"${JOURNAL_FORMAT}"`)) {
      throw new UserError(
        'empty-capture',
        `${path} ends within its first line: writing it was interrupted at once.`,
        'Nothing was captured into it; choose another.',
      );
    }
    throw notOurs(path);
  }
  const { type, format, version } = (value ?? {}) as Record<string, unknown>;
  if (type !== 'header' || format !== JOURNAL_FORMAT) throw notOurs(path);
  if (typeof version === 'number' && Number.isInteger(version) && version > JOURNAL_VERSION) {
    throw new UserError(
      'newer-capture',
      `${path} was written by a newer Electroscope: it has version ${version} of the format, this one reads up to ${JOURNAL_VERSION}.`,
      'Open it with a newer Electroscope.',
    );
  }
  const header = decodeLine(line, isReadableVersion(version as number) ? (version as number) : undefined);
  if (isFault(header) || header.type !== 'header' || !isReadableVersion(version as number)) {
    throw new UserError(
      'not-a-capture',
      `The first line of ${path}, which says what the file is, is damaged.`,
      'Get another copy of the file.',
    );
  }
  // The version of the file, which the following entries have.
  return { ...header, version: version as number };
}

function notOurs(path: string): UserError {
  return new UserError(
    'not-a-capture',
    `${path} is not a capture of Electroscope.`,
    'Choose a file that Electroscope has saved (.escope).',
  );
}
