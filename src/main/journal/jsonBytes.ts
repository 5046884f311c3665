/** Finds the ends of JSON values in bytes, without parsing them. Large values cost no memory. */

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** Up to this length, a loop over bytes finds the end of a text faster than a search. */
const SHORT_TEXT_BYTES = 48;

/** The meaning of a byte outside of texts; 0: skipped. */
const Mark = { quote: 1, opening: 2, closing: 3 } as const;
const MARKS = new Uint8Array(256);
MARKS[QUOTE] = Mark.quote;
MARKS[OPENING_BRACE] = Mark.opening;
MARKS[OPENING_BRACKET] = Mark.opening;
MARKS[CLOSING_BRACE] = Mark.closing;
MARKS[CLOSING_BRACKET] = Mark.closing;

/**
 * @param start where a value begins, or white space before it
 * @returns where it ends; -1: it is not whole
 */
export function afterValue(bytes: Buffer, start: number): number {
  const first = afterSpace(bytes, start);
  const mark = MARKS[bytes[first] as number];
  if (mark === Mark.quote) return afterText(bytes, first);
  if (mark !== Mark.opening) return afterLiteral(bytes, first);
  let depth = 1;
  for (let at = first + 1; at < bytes.length; ) {
    const next = MARKS[bytes[at++] as number] as number;
    if (next === 0) continue;
    if (next === Mark.quote) {
      at = afterText(bytes, at - 1);
      if (at === -1) return -1;
    } else if (next === Mark.opening) depth++;
    else if (--depth === 0) return at;
  }
  return -1;
}

/**
 * Goes over the members of an object that is a whole line.
 *
 * @param onMember gets the place of the value; of long keys, the key is empty
 * @returns false if it is not a whole object
 */
export function eachMember(bytes: Buffer, onMember: (key: string, start: number, end: number) => void): boolean {
  let at = afterSpace(bytes, 0);
  if (bytes[at] !== OPENING_BRACE) return false;
  do {
    const quote = afterSpace(bytes, at + 1);
    const afterKey = bytes[quote] === QUOTE ? afterText(bytes, quote) : -1;
    const colon = afterKey === -1 ? -1 : afterSpace(bytes, afterKey);
    if (bytes[colon] !== COLON) return false;
    const start = afterSpace(bytes, colon + 1);
    const end = afterValue(bytes, start);
    const key = end === -1 ? undefined : keyOf(bytes, quote, afterKey);
    if (key === undefined) return false;
    onMember(key, start, end);
    at = afterSpace(bytes, end);
  } while (bytes[at] === COMMA);
  return bytes[at] === CLOSING_BRACE && afterSpace(bytes, at + 1) === bytes.length;
}

/** Whether JSON.parse would need so much memory for a line that the file must be hostile. */
export function isTooCostly(bytes: Buffer): boolean {
  if (bytes.length < COSTLY_BYTES) return false;
  let cost = 0;
  for (let at = 0; at < bytes.length; at++) cost += COSTS[bytes[at] as number] as number;
  return cost > MAX_COST_BYTES;
}

/** Larger than any payload that an agent keeps. */
const COSTLY_BYTES = 12 * 1024 * 1024;
const MAX_COST_BYTES = 400e6;
/** Approximate bytes of memory of a value that begins or ends with this byte. */
const COSTS = new Uint8Array(256);
COSTS[OPENING_BRACE] = 60;
COSTS[OPENING_BRACKET] = 60;
COSTS[COLON] = 60;
COSTS[QUOTE] = 20;
COSTS[COMMA] = 8;
const MAX_KEY_BYTES = 64;

function afterText(bytes: Buffer, quote: number): number {
  const near = Math.min(bytes.length, quote + SHORT_TEXT_BYTES);
  let at = quote + 1;
  for (; at < near; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
  }
  for (let end = bytes.indexOf(QUOTE, at); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let escapes = 0;
    while (end - escapes > at && bytes[end - escapes - 1] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return -1;
}

function afterLiteral(bytes: Buffer, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte <= SPACE || byte === COMMA || byte === COLON || MARKS[byte] !== 0) break;
  }
  return at === start ? -1 : at;
}

function afterSpace(bytes: Buffer, start: number): number {
  let at = start;
  while ((bytes[at] as number) <= SPACE) at++;
  return at;
}

function keyOf(bytes: Buffer, quote: number, end: number): string | undefined {
  if (end - quote > MAX_KEY_BYTES) return '';
  try {
    return JSON.parse(bytes.toString('utf8', quote, end)) as string;
  } catch {
    return undefined;
  }
}
