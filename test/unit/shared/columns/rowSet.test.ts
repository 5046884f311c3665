import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowSet } from '../../../../src/shared/columns/rowSet';

test('a set of rows holds what was added and not deleted', () => {
  const change = fc.tuple(fc.boolean(), fc.oneof(fc.nat(40), fc.nat(200_000)));
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const [rows, expected] = [new RowSet(), new Set<number>()];
      for (const [isAdded, row] of changes) {
        if (isAdded) rows.add(row);
        else rows.delete(row);
        if (isAdded) expected.add(row);
        else expected.delete(row);
      }
      for (const [, row] of changes) {
        for (const near of [row - 1, row, row + 1, row + 32]) expect(rows.has(near)).toBe(expected.has(near));
      }
      rows.clear();
      for (const [, row] of changes) expect(rows.has(row)).toBe(false);
    }),
  );
});
