/** Reads the head of a journal line, which is the part without payload. The table needs no more. */

import { JOURNAL_VERSION, type JournalEntry } from '../../shared/journal/entries';
import { decodeLine, isFault, KNOWN_KEYS, type LineFault } from '../../shared/journal/lineCodec';
import { lineStart, PAYLOAD_KEYS } from '../../shared/journal/lineLayout';
import { eachMember } from './jsonBytes';
import { decodeHeadFast } from './lineHeadFastPath';

/** Below this, cutting costs more than parsing the whole. */
const SMALL_LINE_BYTES = 2048;
/** Titles and addresses can be long. Heads that we write are much shorter. */
export const MAX_HEAD_BYTES = 8 * 1024 * 1024;

const MESSAGE = lineStart('message');
const OUTCOME = lineStart('outcome');

/**
 * Reads a line without its payload: `args` is null or what it is, the other payload keys are absent or what they are. The order
 * of the keys does not matter. If the payload is damaged, the part before it counts.
 *
 * @param version of the file
 */
export function decodeHead(line: Buffer, version = JOURNAL_VERSION): JournalEntry | LineFault {
  const fast = version === JOURNAL_VERSION ? decodeHeadFast(line) : undefined;
  if (fast !== undefined) return fast;
  const head = line.length < SMALL_LINE_BYTES ? line.toString('utf8') : knownMembers(line);
  if (head !== undefined && head.length > MAX_HEAD_BYTES) return { fault: `${head.length} bytes besides its payload` };
  const entry = head === undefined ? { fault: 'not JSON' } : decodeLine(head, version);
  const cut = isFault(entry) ? beforePayload(line) : undefined;
  const before = cut === undefined ? entry : decodeLine(cut, version);
  return isFault(before) ? entry : before;
}

/** JSON of the known keys of an entry, without its payload; undefined: the line is not a whole object. */
function knownMembers(line: Buffer): string | undefined {
  // If a key appears twice, the last one counts.
  const texts = new Map<string, string>();
  const isWhole = eachMember(line, (key, start, end) => {
    if (KNOWN_KEYS.has(key)) texts.set(key, end - start > MAX_HEAD_BYTES ? 'null' : line.toString('utf8', start, end));
  });
  if (!isWhole) return undefined;
  if (texts.get('type') === '"message"') texts.set('args', 'null');
  return `{${[...texts].map(([key, text]) => `"${key}":${text}`).join(',')}}`;
}

/** JSON of the entry up to the first key of its payload; undefined: it has none. */
function beforePayload(line: Buffer): string | undefined {
  const start = line.toString('latin1', 0, MESSAGE.length);
  if (start !== MESSAGE && start !== OUTCOME) return undefined;
  // A quote inside a text is escaped, so these bytes can only be keys.
  const ends = Object.values(PAYLOAD_KEYS)
    .map((key) => line.indexOf(key))
    .filter((end) => end !== -1);
  if (ends.length === 0) return undefined;
  const end = Math.min(...ends);
  if (end > MAX_HEAD_BYTES) return undefined;
  const head = line.toString('utf8', 0, end);
  return start === MESSAGE ? `${head}${PAYLOAD_KEYS.args}null}` : `${head}}`;
}
