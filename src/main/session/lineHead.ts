/** The part of a journal line before its payload, as a line of its own: all that the table needs, however large the payload. */

import { PAYLOAD_KEYS } from '../../shared/journal/lineCodec';

/** Below this, cutting costs more than parsing the whole. */
const SMALL_LINE_BYTES = 2048;

const MESSAGE_START = '{"type":"message"';
const OUTCOME_START = '{"type":"outcome"';

/**
 * @returns JSON of the entry without its payload keys, except that a message keeps `"args":null`
 */
export function headOf(line: Buffer): string {
  if (line.length < SMALL_LINE_BYTES) return line.toString('utf8');
  const start = line.toString('latin1', 0, MESSAGE_START.length);
  if (start !== MESSAGE_START && start !== OUTCOME_START) return line.toString('utf8');
  // A quote inside a text is escaped, so these bytes can only be keys; and nothing before the payload has such keys.
  const ends = PAYLOAD_KEYS.map((key) => line.indexOf(key)).filter((end) => end !== -1);
  if (ends.length === 0) return line.toString('utf8');
  const head = line.toString('utf8', 0, Math.min(...ends));
  return start === MESSAGE_START ? `${head},"args":null}` : `${head}}`;
}
