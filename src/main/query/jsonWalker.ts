/** Goes over the values of JSON in a line without making anything of them. That the JSON is whole is taken on trust. */

export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPENING_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSING_BRACKET = 0x5d;
export const OPENING_BRACE = 0x7b;
export const CLOSING_BRACE = 0x7d;

/** Up to here, a loop over bytes finds the end of a string sooner than a search does. */
const SHORT_STRING_BYTES = 48;

/** What a byte between strings is: 0 is passed over. */
export const Mark = { quote: 1, opening: 2, closing: 3, space: 4 } as const;
export const MARKS = new Uint8Array(256).fill(Mark.space, 0, SPACE + 1);
MARKS[QUOTE] = Mark.quote;
MARKS[OPENING_BRACE] = Mark.opening;
MARKS[OPENING_BRACKET] = Mark.opening;
MARKS[CLOSING_BRACE] = Mark.closing;
MARKS[CLOSING_BRACKET] = Mark.closing;

export class JsonWalker {
  /** Of the line, exclusive. */
  protected end = 0;

  /**
   * @param bytes of some lines
   * @param text the same, a character a byte
   */
  constructor(
    protected readonly bytes: Buffer,
    protected readonly text: string,
  ) {}

  /** @returns -1 if it is unusual, or goes beyond the line */
  protected afterValue(start: number): number {
    const { bytes, end } = this;
    const first = MARKS[bytes[start] as number];
    if (first === Mark.quote) return this.afterString(start);
    if (first !== Mark.opening) return this.afterLiteral(start);
    let depth = 1;
    for (let at = start + 1; at < end; ) {
      const mark = MARKS[bytes[at++] as number] as number;
      if (mark === 0) continue;
      if (mark === Mark.quote) {
        at = this.afterString(at - 1);
        if (at === -1) return -1;
      } else if (mark === Mark.opening) depth++;
      else if (mark === Mark.space) return -1;
      else if (--depth === 0) return at;
    }
    return -1;
  }

  protected afterString(quote: number): number {
    const { bytes, end } = this;
    const near = Math.min(end, quote + SHORT_STRING_BYTES);
    let at = quote + 1;
    for (; at < near; at++) {
      const character = bytes[at];
      if (character === QUOTE) return at + 1;
      if (character === BACKSLASH) at++;
    }
    return this.afterLongString(at);
  }

  /** @param from within the string, not after a backslash that escapes what stands there */
  private afterLongString(from: number): number {
    const { bytes, text, end } = this;
    for (let at = text.indexOf('"', from); at !== -1 && at < end; at = text.indexOf('"', at + 1)) {
      let escapes = 0;
      while (at - escapes > from && bytes[at - escapes - 1] === BACKSLASH) escapes++;
      if (escapes % 2 === 0) return at + 1;
    }
    return -1;
  }

  protected afterLiteral(start: number): number {
    const { bytes, end } = this;
    let at = start;
    for (; at < end; at++) {
      const character = bytes[at] as number;
      if (character === COMMA || character === CLOSING_BRACE || character === CLOSING_BRACKET) break;
      if (character <= SPACE || character === QUOTE) return -1;
    }
    return at === start ? -1 : at;
  }
}
