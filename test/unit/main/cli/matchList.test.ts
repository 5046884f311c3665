import { expect, test } from 'vitest';
import { MatchList } from '../../../../src/main/cli/matchList';
import { messageEntry } from '../../../support/faults/entries';
import { foldOf } from '../../../support/filtering';
import { written } from '../../../support/writtenErrors';

test.each([
  [1, 1],
  [10, 10],
  [11, 10],
  [12, 10],
])('of %i matches it counts all, and tells %i', (count, told) => {
  const entries = Array.from({ length: count }, (_, i) => messageEntry(i + 1, []));
  const list = new MatchList(foldOf(entries).table);
  for (let row = 0; row < count; row++) list.add(row);
  const lines = written(() => list.tell('is:error'))
    .trimEnd()
    .split('\n');
  expect(list.count).toBe(count);
  expect(lines[0]).toBe(`${count} ${count === 1 ? 'message matches' : 'messages match'} --fail-on is:error`);
  expect(lines.filter((line) => /^ {2}#\d+ {2}send {2}c/.test(line))).toHaveLength(told);
  const rest = lines.filter((line) => line.includes('more'));
  expect(rest).toEqual(count > told ? [`  and ${count - told} more`] : []);
});
