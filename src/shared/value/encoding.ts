/** What an encoder makes of a value at once. `seal` makes the encoded value from it later. */

import type { TextRules } from '../redaction/textRules';
import type { EncodedValue } from './encodedValue';

/** Default limit for the bytes of JSON that are kept of one value. */
export const DEFAULT_PAYLOAD_BYTES = 256 * 1024;

/** A snapshot. It shares strings with the value, and reads none of its objects again. */
export interface Encoding {
  /** The encoded value, except that objects stand as copies.ts has them, and that texts are not yet masked. */
  readonly node: EncodedValue;
  /** Of a value that is JSON already: its JSON, of which texts are not yet masked. `node` is null then. */
  readonly json?: string;
  /** Approximate size of the structured clone, cut parts of known size included. */
  readonly sizeBytes: number;
  /** Something was cut: `sizeBytes` may be less than the truth. */
  readonly truncated: boolean;
  /** A rule for keys or places hid something. */
  readonly redacted: boolean;
  /** An object may stand in it several times; if not, repeated ones are references already. */
  readonly mayRepeat: boolean;
  /** Nodes within `node` that carry much base64; see writeSealed.ts. */
  readonly blobs: readonly BlobNode[];
  /** What is to be masked in texts before anything leaves this process. */
  readonly texts: TextRules | undefined;
  /** Texts that were cut, with more of them than was kept, so that nothing that is to be masked is cut in two. */
  readonly cutTexts: CutTextRest[];
}

/** What is left of a snapshot whose content is not to be recorded. */
export function sizeOnly({ sizeBytes, mayRepeat }: Encoding): Encoding {
  return {
    node: null,
    sizeBytes,
    mayRepeat,
    truncated: false,
    redacted: false,
    blobs: [],
    texts: undefined,
    cutTexts: [],
  };
}

export interface CutTextRest {
  readonly node: { v: string };
  readonly longer: string;
}

/** A `bytes` node, or a cut one. */
export interface BlobNode {
  base64: string;
}
