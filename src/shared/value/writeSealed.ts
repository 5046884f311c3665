/** Makes the JSON of an encoding in pieces, so that large binary content need not pass through JSON.stringify. */

import type { Encoding } from './encoding';
import { sealToJson } from './seal';
import { stringify } from './stringify';

export interface TextSink {
  text(piece: string): void;
  /** Of characters up to U+007F only. */
  ascii(piece: string): void;
}

/** The JSON of an encoded value, ready to be written. */
export interface SealedPieces {
  /** Something in it is hidden. */
  readonly redacted: boolean;
  /** Text and base64 in turn. */
  readonly pieces: readonly string[];
}

export function writePieces({ pieces }: SealedPieces, sink: TextSink): void {
  for (let i = 0; i < pieces.length; i++) {
    if (i % 2 === 0) sink.text(pieces[i] as string);
    else sink.ascii(pieces[i] as string);
  }
}

/** Seals an encoding, which is the same afterwards. */
export function sealToPieces(encoding: Encoding): SealedPieces {
  const { blobs } = encoding;
  if (blobs.length === 0) {
    const { json, redacted } = sealToJson(encoding);
    return { redacted, pieces: [json] };
  }
  const contents = blobs.map(({ base64 }) => base64);
  for (const [i, blob] of blobs.entries()) blob.base64 = placeholder(i);
  const pieces: string[] = [];
  let { json: rest, redacted } = sealToJson(encoding);
  for (const [i, blob] of blobs.entries()) {
    // Nothing else can give this text: an object of the app with a key `$` is encoded as a list of entries.
    const blobText = stringify(blob);
    const start = rest.indexOf(blobText);
    if (start !== -1) {
      const at = start + blobText.lastIndexOf(placeholder(i));
      pieces.push(rest.slice(0, at), contents[i] as string);
      rest = rest.slice(at + placeholder(i).length);
    }
    blob.base64 = contents[i] as string;
  }
  pieces.push(rest);
  return { redacted, pieces };
}

/** Not in the alphabet of base64. */
function placeholder(i: number): string {
  return `#${i}#`;
}
