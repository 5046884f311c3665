/** Detects the Unicode encoding of a text file. Editors and PowerShell do not always write UTF-8. */

import { TextDecoder } from 'node:util';

export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  readonly markBytes: number;
}

/** @param start the first bytes of the file */
export function encodingOf(start: Uint8Array): TextEncoding {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', markBytes: 2 };
  // A text of ours begins with an ASCII character, whose other byte is zero.
  if (first !== undefined && first !== 0 && second === 0) return { name: 'utf-16le', markBytes: 0 };
  if (first === 0 && second !== undefined && second !== 0) return { name: 'utf-16be', markBytes: 0 };
  return { name: 'utf-8', markBytes: 0 };
}

/** Converts the bytes of a file to UTF-8 without a byte order mark, chunk by chunk. */
export class Utf8Converter {
  private decoder: TextDecoder | undefined;
  private hasStarted = false;

  /** @param bytes the next bytes; the first chunk must have at least three, if the file has */
  convert(bytes: Buffer): Buffer {
    if (this.hasStarted) return this.decoded(bytes);
    this.hasStarted = true;
    const { name, markBytes } = encodingOf(bytes);
    if (name !== 'utf-8') this.decoder = new TextDecoder(name);
    return this.decoded(bytes.subarray(markBytes));
  }

  /** The rest of a character that was cut off. */
  end(): Buffer {
    return this.decoder === undefined ? Buffer.alloc(0) : Buffer.from(this.decoder.decode());
  }

  private decoded(bytes: Buffer): Buffer {
    return this.decoder === undefined ? bytes : Buffer.from(this.decoder.decode(bytes, { stream: true }));
  }
}
