/** Writes the JSON of an encoding in pieces, so that large binary content need not pass through JSON.stringify. */

import type { Encoding } from './encoding';
import { sealToJson } from './seal';
import { stringify } from './stringify';

export interface TextSink {
  text(piece: string): void;
  /** Of characters up to U+007F only. */
  ascii(piece: string): void;
}

/** Writes the JSON of the encoded value. The encoding is the same afterwards. */
export function writeSealed(encoding: Encoding, sink: TextSink): void {
  const { blobs } = encoding;
  if (blobs.length === 0) {
    sink.text(sealToJson(encoding));
    return;
  }
  const contents = blobs.map(({ base64 }) => base64);
  for (const [i, blob] of blobs.entries()) blob.base64 = placeholder(i);
  let rest = sealToJson(encoding);
  for (const [i, blob] of blobs.entries()) {
    // Nothing else can give this text: an object of the app with a key `$` is encoded as a list of entries.
    const blobText = stringify(blob);
    const start = rest.indexOf(blobText);
    if (start !== -1) {
      const at = start + blobText.lastIndexOf(placeholder(i));
      sink.text(rest.slice(0, at));
      sink.ascii(contents[i] as string);
      rest = rest.slice(at + placeholder(i).length);
    }
    blob.base64 = contents[i] as string;
  }
  sink.text(rest);
}

/** Not in the alphabet of base64. */
function placeholder(i: number): string {
  return `#${i}#`;
}
