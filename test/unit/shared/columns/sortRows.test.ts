import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByKeys } from '../../../../src/shared/columns/sortRows';

function sortedByComparing(rows: Uint32Array, keys: Float64Array, isDescending: boolean): number[] {
  const compare = (a: number, b: number): number => {
    const [x, y] = [keys[a] as number, keys[b] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return isDescending ? y - x : x - y;
  };
  return [...rows.keys()].sort(compare).map((n) => rows[n] as number);
}

test('sorts as comparing does: any numbers, unknown ones last, equal ones as they were', () => {
  const key = fc.oneof(fc.double({ noDefaultInfinity: false }), fc.integer(), fc.constantFrom(0, 1, Number.NaN));
  fc.assert(
    fc.property(fc.array(key), fc.boolean(), (list, isDescending) => {
      // -0 and 0 are equal in a comparison.
      const keys = Float64Array.from(list, (number) => (number === 0 ? 0 : number));
      const rows = Uint32Array.from(list, (_, n) => n * 3);
      expect([...sortByKeys(rows, keys, isDescending)]).toEqual(sortedByComparing(rows, keys, isDescending));
    }),
  );
});
