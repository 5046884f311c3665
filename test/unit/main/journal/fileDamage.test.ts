import { expect, test } from 'vitest';
import { FileDamage } from '../../../../src/main/journal/fileDamage';

function damaged(count: number, first = 1): FileDamage {
  const damage = new FileDamage();
  for (let i = 0; i < count; i++) damage.add(first + i, 'not JSON');
  return damage;
}

test('what is not damaged has no problems', () => {
  const { problems, count, lines, tornBytes } = new FileDamage();
  expect({ problems, count, lines, tornBytes }).toEqual({ problems: [], count: 0, lines: [], tornBytes: 0 });
});

test.each([
  [1, '1 damaged line; what can’t be read is left out:\nline 1: not JSON'],
  [
    5,
    `5 damaged lines; what can’t be read is left out:\n${[1, 2, 3, 4, 5].map((n) => `line ${n}: not JSON`).join('\n')}`,
  ],
  [
    1007,
    `1,007 damaged lines; what can’t be read is left out:\n${[1, 2, 3, 4, 5].map((n) => `line ${n}: not JSON`).join('\n')}\nand 1002 more`,
  ],
])('of %i lines the first are told, and all counted', (count, told) => {
  const damage = damaged(count);
  expect(damage.problems).toEqual([told]);
  expect([damage.count, damage.lines.length]).toEqual([count, Math.min(count, 100)]);
});

test('a last line that was never finished is a problem of its own, unless the file is known to end there', () => {
  const damage = new FileDamage();
  damage.addTorn(1000);
  damage.addTorn(234);
  expect(damage.problems).toEqual(['The last line was never finished: 1,234 bytes are left out.']);
  expect(damage.count).toBe(0);
  damage.addEnd(9, 'the compressed data ends early');
  expect(damage.tornBytes).toBe(0);
  expect(damage.problems).toEqual([
    '1 damaged line; what can’t be read is left out:\nline 9: the compressed data ends early',
  ]);
});

test('what was damaged in the file it was made of comes first, and counts', () => {
  const damage = damaged(60, 1000);
  damage.addOf(damaged(70));
  expect(damage.count).toBe(130);
  expect(damage.lines).toHaveLength(100);
  expect([damage.lines[0], damage.lines[69], damage.lines[70]].map((line) => line?.line)).toEqual([1, 70, 1000]);
});

test('it is the same once it is saved and restored', () => {
  const damage = damaged(150);
  const again = new FileDamage();
  again.restore(JSON.parse(JSON.stringify(damage.saveState())));
  expect(again.saveState()).toEqual(damage.saveState());
  again.add(999, 'x');
  expect([again.count, damage.count]).toEqual([151, 150]);
});
