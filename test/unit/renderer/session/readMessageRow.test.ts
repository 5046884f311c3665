import { expect, test } from 'vitest';
import { isSameRow, type MessageRow, readMessageRow } from '../../../../src/renderer/session/readMessageRow';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { randomTraffic } from '../../../support/randomTraffic';

const fold = new SessionFold();
for (const entry of randomTraffic(3, 20)) fold.apply(entry);
const read = () => readMessageRow(fold.table, 7);

test('two readings of an unchanged row are the same', () => {
  expect(read()).not.toBe(read());
  expect(isSameRow(read(), read())).toBe(true);
});

test.each(Object.keys(read()) as (keyof MessageRow)[])('a row with another %s is drawn again', (key) => {
  const row = read();
  const changed: MessageRow = { ...row, [key]: typeof row[key] === 'boolean' ? !row[key] : 'another' };
  expect(isSameRow(row, changed)).toBe(false);
  expect(isSameRow(changed, row)).toBe(false);
});
