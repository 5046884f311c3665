/** Tells of a place in a block of lines whether it lies in the payload, and in a text of it, without parsing the line. */

import { PAYLOAD_KEYS } from '../../shared/journal/lineCodec';
import type { LineBlock } from './lineBatch';

const [ARGS, RESULT, ERROR, STACK] = PAYLOAD_KEYS;
const TAG = '"$":';

export class PlaceReader {
  /** Most blocks have neither, and need not be asked again for each line. */
  private readonly hasTags: boolean;
  private readonly hasStacks: boolean;

  /** @param text of the block, a character a byte */
  constructor(
    private readonly text: string,
    private readonly block: LineBlock,
  ) {
    this.hasTags = text.includes(TAG);
    this.hasStacks = text.includes(STACK);
  }

  /** Where the payload of a line begins; where that is not found at once, the line. */
  payloadStart(line: number): number {
    const start = this.block.starts[line] as number;
    const at = this.text.indexOf(ARGS, start);
    return at === -1 || at >= (this.block.ends[line] as number) ? start : at + ARGS.length;
  }

  /**
   * Whether what was found, of characters that have no meaning in JSON, is surely part of a name or a value of the app's.
   *
   * @param at at or after `payloadStart`
   */
  isWithinText(line: number, at: number): boolean {
    const start = this.block.starts[line] as number;
    const end = this.block.ends[line] as number;
    // An escape, as the n of a line feed.
    if (at >= end || this.text[at - 1] === '\\') return false;
    const payload = this.payloadStart(line);
    if (payload === start && !this.isAfterAnswer(start, at)) return false;
    // A tag's own names are not the app's, nor is the stack of the sender.
    if (!this.hasTags && !this.hasStacks) return true;
    const content = this.text.slice(payload, end);
    return !content.includes(TAG) && !content.includes(STACK);
  }

  /** Of an outcome, whose payload begins with its result or its error. */
  private isAfterAnswer(start: number, at: number): boolean {
    const head = this.text.slice(start, at);
    return head.includes(RESULT) || head.includes(ERROR);
  }
}
