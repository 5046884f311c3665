/** What the flat formats say of a message: what is known, and no more. */

import { describe, expect, test } from 'vitest';
import { flatMessage } from '../../../../src/shared/export/flatMessage';
import type { MessageEntry, OutcomeError } from '../../../../src/shared/journal/entries';
import { foldOf } from '../../../support/filtering';
import { message } from '../../../support/modelWindow';

function flat(facts: Partial<MessageEntry>) {
  const entry = message(1, facts);
  return flatMessage(foldOf([{ type: 'endpoint', id: 1, kind: 'main' }, entry]).table, 0, entry);
}

describe('an error', () => {
  const failed = (error: object) =>
    flat({ outcome: { at: 2000, status: 'error' }, error: error as OutcomeError }).error;

  test.each([
    [{ text: 'TypeError: no such note' }, { name: 'TypeError', message: 'no such note' }],
    [{ text: 'NoteException: line 1\nline 2' }, { name: 'NoteException', message: 'line 1\nline 2' }],
    [{ text: 'app.NoteError: ' }, { name: 'app.NoteError', message: '' }],
    // The name is what the text begins with.
    [{ text: 'Uncaught TypeError: no' }, { message: 'Uncaught TypeError: no' }],
    [{ text: 'note: no' }, { message: 'note: no' }],
    [{}, { message: '' }],
    [{ text: 5 }, { message: '' }],
    [{ value: 'no' }, { message: 'no' }],
    [{ value: [1] }, { message: '[1]' }],
    [{ value: { $: 'error', name: 'E', message: 'no' } }, { name: 'E', message: 'no' }],
    [{ value: { $: 'error', name: 'E', message: 'no', stack: 'at x' } }, { name: 'E', message: 'no', stack: 'at x' }],
  ])('%j is %j', (error, expected) => {
    expect(failed(error)).toEqual(expected);
  });

  test('has the place where it came about, if that is a text', () => {
    expect(failed({ text: 'no', place: 'main.js:5' })).toEqual({ message: 'no', place: 'main.js:5' });
    expect(failed({ text: 'no', place: 5 })).toEqual({ message: 'no' });
    expect(failed({ text: 'no' })).not.toHaveProperty('place');
  });
});

test('ports are told if there are any', () => {
  expect(flat({ ports: [3, 5] })).toMatchObject({ ports: [3, 5] });
  expect(flat({ ports: [] })).not.toHaveProperty('ports');
  expect(flat({})).not.toHaveProperty('ports');
});

test('a time has microseconds', () => {
  expect(flat({ at: 1 }).time).toBe('1970-01-01T00:00:00.000001Z');
  expect(flat({ at: 999_999 }).time).toBe('1970-01-01T00:00:00.999999Z');
  expect(flat({ at: -1 }).time).toBe('1969-12-31T23:59:59.999999Z');
});
