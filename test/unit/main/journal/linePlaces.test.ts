import { expect, test } from 'vitest';
import { LinePlaces } from '../../../../src/main/journal/linePlaces';

test('each row has the places of its own lines', () => {
  const places = new LinePlaces();
  // The last is in another chunk, and beyond what 32 bits can say.
  const far = 2 ** 33;
  for (const row of [0, 7, 65_536]) {
    places.set('message', row, { offset: far + row, length: 10 + (row % 100) });
    expect(places.outcomeAt(row)).toBeUndefined();
    expect(places.stackAt(row)).toBeUndefined();
  }
  places.set('outcome', 7, { offset: far + 1000, length: 33 });
  places.set('stack', 7, { offset: 5, length: 44 });
  places.set('stack', 65_536, { offset: 6, length: 55 });
  // It is not read for a message's detail.
  places.set('dispatched', 7, { offset: 1, length: 1 });
  expect([0, 7, 65_536].map((row) => places.messageAt(row))).toEqual([
    { offset: far, length: 10 },
    { offset: far + 7, length: 17 },
    { offset: far + 65_536, length: 46 },
  ]);
  expect(places.outcomeAt(7)).toEqual({ offset: far + 1000, length: 33 });
  expect(places.outcomeAt(0)).toBeUndefined();
  expect(places.stackAt(65_536)).toEqual({ offset: 6, length: 55 });
  expect(places.stackPlaces).toEqual([
    [7, 5, 44],
    [65_536, 6, 55],
  ]);
});
