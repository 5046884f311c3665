/** Decides whether a place in a block of lines is in the payload, and in a text of it, without parsing the line. */

import { MESSAGE_START, PAYLOAD_KEYS } from '../../shared/journal/lineLayout';
import type { LineBlock } from './lineBatch';

const { args: ARGS, result: RESULT, error: ERROR } = PAYLOAD_KEYS;
const STACK = '"stack"';
const KEYS = [ARGS, RESULT, ERROR];
/** One of them, of any writer. */
const FIRST_KEY = /"(?:args|result|error)"\s*:/g;
/** The end of the key `$`. It begins with a rare character, which makes the search fast. */
const TAG = '$"';
/** Stands in JSON as it is. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;
const UNASKED = -2;

/** Of the longest escape of JSON, `\u006b`. */
const ESCAPE_LENGTH = 6;

export class PlaceReader {
  /** Most blocks have neither, and need no further check for each line. */
  private readonly hasTags: boolean;
  private readonly hasStacks: boolean;
  /** By line; `UNASKED` where nobody wanted to know. */
  private readonly payloads: Int32Array;

  /** @param text of the block, a character a byte */
  constructor(
    private readonly text: string,
    private readonly block: LineBlock,
  ) {
    this.hasTags = text.includes(TAG);
    this.hasStacks = text.includes(STACK);
    this.payloads = new Int32Array(block.starts.length).fill(UNASKED);
  }

  /** Where the comma stands before the first key of the payload; -1: that is not found at once. */
  firstKey(line: number): number {
    const known = this.payloads[line] as number;
    if (known !== UNASKED) return known;
    const start = this.block.starts[line] as number;
    const found = keyIn(this.text.slice(start, this.block.ends[line]));
    this.payloads[line] = found === -1 ? -1 : start + found;
    return this.payloads[line] as number;
  }

  /** Where the payload of a line begins, or before that. */
  payloadStart(line: number): number {
    const key = this.firstKey(line);
    return key === -1 ? (this.block.starts[line] as number) : key + ARGS.length;
  }

  /**
   * Whether what was found, of characters that have no meaning in JSON, is surely part of a name or a value of the app's.
   *
   * @param at at or after `payloadStart`
   */
  isWithinText(line: number, at: number): boolean {
    const end = this.block.ends[line] as number;
    // An escape, as the n of a line feed, or the b of `\u006b`.
    if (at >= end || this.text.slice(Math.max(0, at - ESCAPE_LENGTH + 1), at).includes('\\')) return false;
    const key = this.firstKey(line);
    if (key === -1) return false;
    // A tag's own names are not the app's, nor is the stack of the sender.
    if (!this.hasTags && !this.hasStacks) return true;
    const content = this.text.slice(key, end);
    return !content.includes(TAG) && !content.includes(STACK);
  }

  /**
   * The whole text that something was found in, of which `isWithinText` is true.
   *
   * @returns undefined if it must be decoded, or is not surely a text
   */
  textAround(line: number, at: number): string | undefined {
    const { text } = this;
    const start = text.lastIndexOf('"', at) + 1;
    const end = text.indexOf('"', at);
    if (start <= this.payloadStart(line) || end === -1 || end >= (this.block.ends[line] as number)) return undefined;
    if (text[start - 2] === '\\') return undefined;
    const content = text.slice(start, end);
    // What stands between two texts begins with one of these.
    return PLAIN_TEXT.test(content) && !/^[:,\]}]/.test(content) ? content : undefined;
  }
}

/** @returns -1 if there is none, or it is written in another way than ours */
function keyIn(line: string): number {
  FIRST_KEY.lastIndex = 0;
  if (!FIRST_KEY.test(line)) return -1;
  const end = FIRST_KEY.lastIndex;
  // Of an answer, arguments would not be its own.
  if (!line.startsWith(MESSAGE_START) && line.includes('"args"')) return -1;
  for (const key of KEYS) if (line.startsWith(key, end - key.length)) return end - key.length;
  return -1;
}
