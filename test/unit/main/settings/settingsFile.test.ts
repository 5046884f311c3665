import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UserError } from '../../../../src/main/base/userError';
import { SettingsFile } from '../../../../src/main/settings/settingsFile';
import { checkAgentSettings, DEFAULT_AGENT_SETTINGS } from '../../../../src/shared/link/agentSettings';
import {
  agentSettingsOf,
  checkUserSettings,
  DEFAULT_USER_SETTINGS,
  type UserSettings,
} from '../../../../src/shared/link/userSettings';
import { NO_REDACTION } from '../../../../src/shared/redaction/rules';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { userErrorOf } from '../../../support/userError';

function open(path: string, given: Partial<UserSettings> = {}): { file: SettingsFile; errors: UserError[] } {
  const errors: UserError[] = [];
  return { file: new SettingsFile(path, given, (error) => errors.push(error)), errors };
}

test('settings are kept from one start to the next', () => {
  const path = join(temporaryFolder(), 'deeper', 'settings.json');
  const first = open(path);
  expect(first.file.userSettings).toEqual(DEFAULT_USER_SETTINGS);
  const userSettings = {
    ...DEFAULT_USER_SETTINGS,
    maxPayloadBytes: 1000,
    ownRules: ['iban', '/\\d{16}/'],
    recordsStacks: true,
  };
  first.file.change(userSettings);
  const second = open(path);
  expect(second.file.userSettings).toEqual(userSettings);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('what the command line asks for holds once, and is kept only where it is changed', () => {
  const path = join(temporaryFolder(), 'settings.json');
  open(path).file.change({ ...DEFAULT_USER_SETTINGS, ownRules: ['iban'] });
  const { file } = open(path, { usesDefaultRules: false, maxPayloadBytes: 1000 });
  expect(file.userSettings).toEqual({
    ...DEFAULT_USER_SETTINGS,
    usesDefaultRules: false,
    ownRules: [],
    maxPayloadBytes: 1000,
  });
  file.change({ ...file.userSettings, maxPayloadBytes: 2000 });
  expect(open(path).file.userSettings).toEqual({ ...DEFAULT_USER_SETTINGS, ownRules: ['iban'], maxPayloadBytes: 2000 });
  expect(open(path, { ownRules: ['pin', 'iban'] }).file.userSettings.ownRules).toEqual(['iban', 'pin']);
});

test.each([
  ['no JSON', '{', 'JSON'],
  ['null', 'null', 'null'],
  ['another version', '{"version":2,"capture":{}}', 'its version is 2'],
  ['a wrong value', '{"version":1,"capture":{"maxPayloadBytes":-1}}', 'wrong kind'],
  ['a rule that is none', '{"version":1,"capture":{"ownRules":["/(/"]}}', 'wrong kind'],
])('a file that can’t be used is put aside, and told of: %s', (_, text, reason) => {
  const path = join(temporaryFolder(), 'settings.json');
  writeFileSync(path, text);
  const { file, errors } = open(path);
  expect(file.userSettings).toEqual(DEFAULT_USER_SETTINGS);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain(reason);
  expect(errors[0]?.message).toContain(path);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
});

test('settings that can’t be kept hold all the same, and the user is told', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  const { file } = open(path);
  mkdirSync(join(path, 'in-the-way'), { recursive: true });
  const error = userErrorOf(() => file.change({ ...DEFAULT_USER_SETTINGS, recordsStacks: true }));
  expect(error.code).toBe('settings-not-kept');
  expect(error.message).toContain(path);
  expect(file.userSettings.recordsStacks).toBe(true);
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test('agents are told what was chosen', () => {
  expect(agentSettingsOf(DEFAULT_USER_SETTINGS)).toEqual(DEFAULT_AGENT_SETTINGS);
  const userSettings = {
    ...DEFAULT_USER_SETTINGS,
    usesDefaultRules: false,
    ownRules: ['pin', 'args.0.card', '/a+/i'],
    stackFrames: 7,
  };
  expect(agentSettingsOf({ ...userSettings, recordsStacks: true })).toEqual({
    ...DEFAULT_AGENT_SETTINGS,
    stackFrames: 7,
    redaction: {
      ...NO_REDACTION,
      keys: ['pin'],
      paths: ['args.0.card'],
      patterns: [expect.objectContaining({ source: 'a+' })],
    },
  });
  expect(checkAgentSettings(agentSettingsOf(userSettings))).toEqual(agentSettingsOf(userSettings));
  expect(checkUserSettings(userSettings)).toEqual(userSettings);
  expect(checkUserSettings({ ...userSettings, stackFrames: 0 })).toBeUndefined();
  expect(checkUserSettings(undefined)).toBeUndefined();
});
