/**
 * Reads simple parts of JSON from bytes: whole numbers, texts without escapes, literals. It declines everything else, which a real
 * parser then reads.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const FIRST_PRINTABLE = 0x20;
const CLOSING_BRACE = 0x7d;
/** Maximum of digits that a number holds exactly. */
const MAX_DIGITS = 15;

const CACHE_SLOTS = 4096;
const MAX_CACHED_BYTES = 256;

/** The result of a read that declines. */
export const DECLINED = -1;

export class ByteCursor {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;

  /** Moves on if these bytes follow. */
  skip(literal: Uint8Array): boolean {
    const { bytes, position } = this;
    for (let i = 0; i < literal.length; i++) if (bytes[position + i] !== literal[i]) return false;
    this.position = position + literal.length;
    return true;
  }

  skipByte(byte: number): boolean {
    if (this.bytes[this.position] !== byte) return false;
    this.position++;
    return true;
  }

  /** A whole number from 0 up to 15 digits, else `DECLINED`. */
  count(): number {
    const { bytes } = this;
    const start = this.position;
    let at = start;
    let value = 0;
    let digit = bytes[at] as number;
    while (digit >= ZERO && digit <= NINE) {
      value = value * 10 + (digit - ZERO);
      digit = bytes[++at] as number;
    }
    const digits = at - start;
    if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && bytes[start] === ZERO)) return DECLINED;
    this.position = at;
    return value;
  }

  /** A whole number of up to 15 digits, else NaN. */
  integer(): number {
    const isNegative = this.skipByte(MINUS);
    const value = this.count();
    if (value === DECLINED) return Number.NaN;
    return isNegative ? -value : value;
  }

  /**
   * A text without escapes.
   *
   * @returns undefined if it is none, or is not simple
   */
  text(texts: TextCache): string | undefined {
    if (!this.skipByte(QUOTE)) return undefined;
    const { bytes } = this;
    const start = this.position;
    let hash = 0;
    let at = start;
    for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[++at]) {
      if (byte === undefined || byte === BACKSLASH || byte < FIRST_PRINTABLE) return undefined;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.position = at + 1;
    return texts.get(bytes, start, at, hash);
  }

  /**
   * An object without texts or objects in it.
   *
   * @returns undefined if it is none, or is not simple; the same object for the same bytes
   */
  flatObject(objects: ObjectCache): object | undefined {
    const { bytes } = this;
    const start = this.position;
    let hash = 0;
    let at = start;
    for (let byte = bytes[at]; byte !== CLOSING_BRACE; byte = bytes[++at]) {
      if (byte === undefined) return undefined;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.position = at + 1;
    return objects.get(bytes, start, at + 1, hash);
  }
}

/** Caches values by their bytes. */
abstract class ByteCache<T> {
  // Filled at once, because sparse arrays are slow.
  private readonly slots = new Array<{ readonly bytes: Uint8Array; readonly value: T } | undefined>(CACHE_SLOTS).fill(
    undefined,
  );

  protected abstract make(bytes: Uint8Array): T;

  get(bytes: Uint8Array, start: number, end: number, hash: number): T {
    const slot = (hash ^ (hash >>> 12)) & (CACHE_SLOTS - 1);
    const known = this.slots[slot];
    if (known !== undefined && isSame(known.bytes, bytes, start, end)) return known.value;
    // A `slice` of a Buffer would be a view, and keep the whole chunk that the line came in.
    const copy = new Uint8Array(end - start);
    copy.set(bytes.subarray(start, end));
    const value = this.make(copy);
    if (copy.length <= MAX_CACHED_BYTES) this.slots[slot] = { bytes: copy, value };
    return value;
  }
}

export class TextCache extends ByteCache<string> {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  protected make(bytes: Uint8Array): string {
    return this.decoder.decode(bytes);
  }
}

export class ObjectCache extends ByteCache<object | undefined> {
  private readonly decoder = new TextDecoder();

  protected make(bytes: Uint8Array): object | undefined {
    try {
      const value: unknown = JSON.parse(this.decoder.decode(bytes));
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.freeze(value) : undefined;
    } catch {
      return undefined;
    }
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
