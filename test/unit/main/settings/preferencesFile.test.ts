import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UserError } from '../../../../src/main/base/userError';
import { PreferencesFile } from '../../../../src/main/settings/preferencesFile';
import { DEFAULT_PREFERENCES, type WindowPreferences } from '../../../../src/shared/bridge/windowPreferences';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { userErrorOf } from '../../../support/userError';

function open(path: string): { file: PreferencesFile; errors: UserError[] } {
  const errors: UserError[] = [];
  return { file: new PreferencesFile(path, (error) => errors.push(error)), errors };
}

const ARRANGED: WindowPreferences = {
  savedFilters: [{ name: 'slow', text: 'dur>50ms' }],
  filterHistory: ['is:error'],
  highlightRules: [{ filter: 'kind:sendSync', label: 'sync', color: 'yellow' }],
  columns: { order: ['kind', 'time'], shown: { size: false }, widthsPx: { kind: 120 } },
  sortOrder: { column: 'duration', isDescending: true },
  detailDock: 'bottom',
  detailPercent: { right: 30, bottom: 50 },
  savedRequests: [
    {
      name: 'read it',
      app: '/apps/notes',
      call: 'to-main invoke',
      channel: 'notes:read',
      url: 'app://notes',
      text: '{ id: 1 }',
    },
  ],
};

test('an arrangement is kept from one start to the next', () => {
  const path = join(temporaryFolder(), 'deeper', 'window.json');
  const first = open(path);
  expect(first.file.preferences).toEqual(DEFAULT_PREFERENCES);
  first.file.change(ARRANGED);
  const second = open(path);
  expect(second.file.preferences).toEqual(ARRANGED);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('what makes no sense in it is as usual, the rest holds', () => {
  const { file } = open(join(temporaryFolder(), 'window.json'));
  file.change({
    ...ARRANGED,
    savedFilters: [{ name: 1, text: 'x' }, ...ARRANGED.savedFilters],
    savedRequests: [{ ...ARRANGED.savedRequests[0], text: 5 }, { name: 'x' }, ...ARRANGED.savedRequests],
    highlightRules: [{ filter: 'a', label: 'b', color: 'url(evil)' }],
    columns: { order: 'kind', shown: { size: 'no' }, widthsPx: { kind: Number.NaN, time: 90 } },
    detailDock: 'left',
  });
  expect(file.preferences).toEqual({
    ...ARRANGED,
    highlightRules: [],
    columns: { order: [], shown: {}, widthsPx: { time: 90 } },
    detailDock: 'right',
  });
});

test.each([
  ['no JSON', '{', 'JSON'],
  ['another version', '{"version":2,"window":{}}', 'its version is 2'],
])('a file that can’t be used is put aside, and told of: %s', (_, text, reason) => {
  const path = join(temporaryFolder(), 'window.json');
  writeFileSync(path, text);
  const { file, errors } = open(path);
  expect(file.preferences).toEqual(DEFAULT_PREFERENCES);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
});

test('what can’t be kept holds all the same, and is told of', () => {
  const path = join(temporaryFolder(), 'window.json');
  mkdirSync(`${path}.${process.pid}.tmp`);
  const { file } = open(path);
  expect(userErrorOf(() => file.change(ARRANGED)).code).toBe('preferences-not-kept');
  expect(file.preferences).toEqual(ARRANGED);
});
