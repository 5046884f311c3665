/**
 * Reads the JSON of a journal line where it stands, without making values of it: the texts of its payload, or what stands at a
 * place in it. Whatever is in any way unusual is declined, and the line is then parsed.
 */

import { PAYLOAD_ROOTS, type PayloadRoot } from '../../shared/filter/payloadCondition';
import type { TextMatcher } from '../../shared/filter/textMatch';
import { MESSAGE_START, OUTCOME_START } from '../../shared/journal/lineLayout';
import {
  BACKSLASH,
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  JsonWalker,
  MARKS,
  Mark,
  OPENING_BRACE,
  OPENING_BRACKET,
  QUOTE,
  SPACE,
} from './jsonWalker';

const LAST_ASCII = 0x7f;

/**
 * The end of the key that changes the meaning of its object, and an escape in keys that is not decoded. Both begin
 * with a rare character, which makes the search fast.
 */
const UNUSUAL = ['$"', '\\u'] as const;
/** Deeper than this, a parser is left to tell what counts. */
const MAX_DEPTH = 400;
/** A number that a script would spell in the same way, zero without a sign. */
const PLAIN_NUMBER = /^(?:0|-?(?:[1-9]\d{0,8}(?:\.\d{0,5}[1-9])?|0\.\d{0,5}[1-9]))$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A step of a place: the name of a property, and the index if it may be one of an element. */
export interface Step {
  readonly name: string;
  /** -1: it is none. */
  readonly index: number;
}

export function stepOf(name: string): Step {
  return { name, index: /^(?:0|[1-9]\d{0,14})$/.test(name) ? Number(name) : -1 };
}

/** What reading gives where the line must be parsed. */
export const UNDECIDED = Symbol('undecided');
/** Nothing stands there. */
export const ABSENT = Symbol('absent');

/** Where a text stands next. Places are asked for in ascending order, so that nothing is searched twice. */
class NextPlace {
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly wanted: string,
  ) {}

  /** The first one that begins there or later; Infinity: there is none. */
  from(start: number): number {
    if (this.found < start) {
      const at = this.text.indexOf(this.wanted, start);
      this.found = at === -1 ? Number.POSITIVE_INFINITY : at;
    }
    return this.found;
  }
}

export class PayloadLine extends JsonWalker {
  private readonly unusual: readonly NextPlace[];
  private readonly nextType: NextPlace;
  /** Where the value of each root begins; -1: it has none. */
  private readonly roots: { [R in PayloadRoot]: number } = { args: -1, result: -1, error: -1 };

  /**
   * @param bytes of some lines
   * @param text the same, a character a byte
   */
  constructor(bytes: Buffer, text: string) {
    super(bytes, text);
    this.unusual = UNUSUAL.map((wanted) => new NextPlace(text, wanted));
    this.nextType = new NextPlace(text, ',"type":');
  }

  /**
   * Goes to a line; lines must be asked for in their order.
   *
   * @param firstKey where the comma stands before the first key of its payload; -1: that is not known
   * @returns false if it must be parsed
   */
  open(start: number, end: number, firstKey: number): boolean {
    if (firstKey === -1 || this.nextType.from(start) < firstKey) return false;
    for (const place of this.unusual) if (place.from(start) < end) return false;
    const { bytes, text, roots } = this;
    const isMessage = text.startsWith(MESSAGE_START, start);
    if (!isMessage && !text.startsWith(OUTCOME_START, start)) return false;
    this.end = end;
    roots.args = -1;
    roots.result = -1;
    roots.error = -1;
    let at = firstKey;
    while (bytes[at] === COMMA) {
      const key = at + 1;
      const value = this.valueOfKey(key);
      if (value === -1) return false;
      const root = this.rootOf(key, value - 2);
      // Of two, the last one counts.
      if (root !== undefined) roots[root] = value;
      at = this.afterValue(value);
      if (at === -1) return false;
    }
    // Of an answer, arguments would not be its own.
    if (!isMessage) roots.args = -1;
    // Had the key stood in an object before the payload, that one would end before the line does.
    return at === end - 1 && bytes[at] === CLOSING_BRACE;
  }

  /** Whether a text below one of the roots matches, as `someText` tells. */
  someText(roots: readonly PayloadRoot[], matches: TextMatcher): boolean | typeof UNDECIDED {
    for (const root of roots) {
      const start = this.roots[root];
      const found = start === -1 ? false : this.someTextOf(start, matches);
      if (found !== false) return found;
    }
    return false;
  }

  /** What stands at a place, as JSON.parse makes it. */
  valueAt(root: PayloadRoot, steps: readonly Step[]): unknown {
    let at = this.roots[root];
    for (const step of steps) {
      if (at === -1) return ABSENT;
      const next = this.childAt(at, step);
      if (next === undefined) return UNDECIDED;
      at = next;
    }
    return at === -1 ? ABSENT : this.value(at);
  }

  private someTextOf(start: number, matches: TextMatcher): boolean | typeof UNDECIDED {
    const { bytes } = this;
    let depth = 0;
    let at = start;
    do {
      const character = bytes[at] as number;
      const mark = MARKS[character];
      if (mark === Mark.opening) {
        if (++depth > MAX_DEPTH) return UNDECIDED;
        at++;
      } else if (mark === Mark.closing) {
        depth--;
        at++;
      } else if (character === COMMA || character === COLON) at++;
      else {
        const after = mark === Mark.quote ? this.afterString(at) : this.afterLiteral(at);
        const content =
          after === -1 ? undefined : mark === Mark.quote ? this.stringAt(at, after) : this.textOf(at, after);
        if (content === undefined) return UNDECIDED;
        if (matches(content)) return true;
        at = after;
      }
    } while (depth > 0);
    return false;
  }

  /** What a literal is as text. */
  private textOf(start: number, after: number): string | undefined {
    const literal = this.text.slice(start, after);
    if (PLAIN_NUMBER.test(literal)) return literal;
    const value = this.literalAt(start, after);
    return value === undefined ? undefined : String(value);
  }

  /** @returns where the child begins; -1: there is none; undefined: it must be parsed */
  private childAt(at: number, { name, index }: Step): number | undefined {
    const character = this.bytes[at] as number;
    if (character === OPENING_BRACE) return this.memberAt(at, name);
    if (character === OPENING_BRACKET) return this.elementAt(at, index);
    return -1;
  }

  private memberAt(start: number, name: string): number | undefined {
    const { bytes } = this;
    let found = -1;
    let at = start;
    if (bytes[at + 1] === CLOSING_BRACE) return -1;
    do {
      const key = at + 1;
      const value = this.valueOfKey(key);
      if (value === -1) return undefined;
      if (this.isKey(name, key, value - 2)) {
        // Of two values of a name, the last one counts.
        if (found !== -1) return undefined;
        found = value;
      }
      at = this.afterValue(value);
      if (at === -1) return undefined;
    } while (bytes[at] === COMMA);
    return bytes[at] === CLOSING_BRACE ? found : undefined;
  }

  private elementAt(start: number, index: number): number | undefined {
    const { bytes } = this;
    if (index === -1 || bytes[start + 1] === CLOSING_BRACKET) return -1;
    let at = start + 1;
    for (let left = index; left > 0; left--) {
      at = this.afterValue(at);
      if (at === -1) return undefined;
      const character = bytes[at++] as number;
      if (character === CLOSING_BRACKET) return -1;
      if (character !== COMMA) return undefined;
    }
    return at;
  }

  private value(at: number): unknown {
    const character = this.bytes[at] as number;
    const after = this.afterValue(at);
    if (after === -1) return UNDECIDED;
    const isObject = character === OPENING_BRACE || character === OPENING_BRACKET;
    const read = isObject ? this.parsed : character === QUOTE ? this.stringAt : this.literalAt;
    const value = read.call(this, at, after);
    return value === undefined ? UNDECIDED : value;
  }

  /** The key between two quotes, if it is a root. */
  private rootOf(quote: number, after: number): PayloadRoot | undefined {
    return PAYLOAD_ROOTS.find((root) => this.isKey(root, quote, after));
  }

  /** Whether a text without escapes stands from the quote at `quote` up to the quote before `after`. */
  private isKey(name: string, quote: number, after: number): boolean {
    return after - quote === name.length + 1 && this.text.startsWith(name, quote + 1);
  }

  /** @returns where the value of the key begins whose quote is there, two after the key's last quote; -1: that is unusual */
  private valueOfKey(quote: number): number {
    const { bytes, end } = this;
    if (bytes[quote] !== QUOTE) return -1;
    for (let at = quote + 1; at < end; at++) {
      const character = bytes[at];
      if (character === QUOTE) return bytes[at + 1] === COLON ? at + 2 : -1;
      if (character === BACKSLASH) return -1;
    }
    return -1;
  }

  /** A string with its quotes, decoded. */
  private stringAt(start: number, after: number): string | undefined {
    const { bytes, text } = this;
    for (let at = start + 1; at < after - 1; at++) {
      const character = bytes[at] as number;
      if (character === BACKSLASH || character > LAST_ASCII || character < SPACE)
        return this.parsed(start, after) as string | undefined;
    }
    return text.slice(start + 1, after - 1);
  }

  /** Undefined: it is none. */
  private literalAt(start: number, after: number): number | boolean | null | undefined {
    const literal = this.text.slice(start, after);
    switch (literal) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
    }
    return NUMBER.test(literal) ? Number(literal) : undefined;
  }

  /** Undefined: it is not JSON. */
  private parsed(start: number, after: number): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, after)) as unknown;
    } catch {
      return undefined;
    }
  }
}
