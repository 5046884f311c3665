/** Makes the values of a message out of how they were recorded, or says why they can't be made. */

import { describeMissing, findMissing } from '../../shared/replay/missing';
import { decode } from '../../shared/value/decode';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { bufferFrom } from '../base/nodePrimordials';
import { isArray } from '../base/primordials';

export type DecodedArguments = { readonly args: unknown[] } | { readonly problem: string };

/** @param encoded checked, but not known to be a list */
export function decodeArguments(encoded: EncodedValue): DecodedArguments {
  const missing = findMissing(encoded);
  if (missing.length > 0) return { problem: `it was not recorded whole: ${describeMissing(missing)}` };
  const args = decode(encoded, (base64) => bufferFrom(base64, 'base64'));
  return isArray(args) ? { args } : { problem: 'the arguments are not a list' };
}
