/** Answers payload conditions from the bytes of a line, as far as nothing unusual stands there. */

import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import { nodeTest } from '../../shared/filter/payloadMatch';
import { containsMatcher } from '../../shared/filter/textMatch';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { ABSENT, type PayloadLine, stepOf, UNDECIDED } from './payloadLine';

/** `UNDECIDED`: the line must be parsed. */
export type LineTest = (line: PayloadLine) => boolean | typeof UNDECIDED;

/** @returns undefined if every line must be parsed */
export function lineTest(condition: PayloadCondition): LineTest | undefined {
  if (condition.type !== 'value') return undefined;
  const { roots, steps, comparison, value } = condition;
  if (comparison === ':' && steps.length === 0) {
    const matches = containsMatcher(value);
    return (line) => line.someText(roots, matches);
  }
  // For an error it depends on what was thrown; names with `*` match several.
  if (roots.includes('error') || !steps.every(isPlainName)) return undefined;
  const isMet = nodeTest(comparison, value);
  const place = steps.map(stepOf);
  return (line) => {
    for (const root of roots) {
      const node = line.valueAt(root, place);
      if (node === UNDECIDED) return UNDECIDED;
      if (node !== ABSENT && isMet(node as EncodedValue)) return true;
    }
    return false;
  };
}

/** Stands in JSON as it is. */
function isPlainName(step: string): boolean {
  return /^[ -~]*$/.test(step) && !/[*"\\]/.test(step);
}
