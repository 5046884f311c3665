import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FirstInFirstOut } from '../../../../src/agent/base/firstInFirstOut';

const step = fc.oneof(
  fc.record({ push: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ take: fc.integer({ min: 1, max: 3000 }) }),
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

test('a list that is emptied from its beginning is what an array would be', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const list = new FirstInFirstOut<number>();
      const array: number[] = [];
      let next = 0;
      for (const what of steps) {
        if (what === 'clear') {
          list.clear();
          array.length = 0;
        } else if ('push' in what) {
          for (let i = 0; i < what.push; i++) {
            list.push(next);
            array.push(next++);
          }
        } else for (let i = 0; i < what.take; i++) expect(list.take()).toBe(array.shift());
        expect(list.length).toBe(array.length);
        for (const index of [-1, 0, 1, array.length - 1, array.length]) expect(list.at(index)).toBe(array[index]);
      }
    }),
    { numRuns: 50 },
  );
});
