import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UserError } from '../../../../src/main/base/userError';
import { SettingsFile } from '../../../../src/main/settings/settingsFile';
import {
  type CaptureChoices,
  checkChoices,
  DEFAULT_CHOICES,
  settingsOf,
} from '../../../../src/shared/link/captureChoices';
import { checkSettings, DEFAULT_SETTINGS } from '../../../../src/shared/link/captureSettings';
import { NO_REDACTION } from '../../../../src/shared/redaction/rules';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { userErrorOf } from '../../../support/userError';

function open(path: string, given: Partial<CaptureChoices> = {}): { file: SettingsFile; errors: UserError[] } {
  const errors: UserError[] = [];
  return { file: new SettingsFile(path, given, (error) => errors.push(error)), errors };
}

test('settings are kept from one start to the next', () => {
  const path = join(temporaryFolder(), 'deeper', 'settings.json');
  const first = open(path);
  expect(first.file.choices).toEqual(DEFAULT_CHOICES);
  const choices = { ...DEFAULT_CHOICES, maxPayloadBytes: 1000, ownRules: ['iban', '/\\d{16}/'], recordsStacks: true };
  first.file.change(choices);
  const second = open(path);
  expect(second.file.choices).toEqual(choices);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('what the command line asks for holds once, and is kept only where it is changed', () => {
  const path = join(temporaryFolder(), 'settings.json');
  open(path).file.change({ ...DEFAULT_CHOICES, ownRules: ['iban'] });
  const { file } = open(path, { usesDefaultRules: false, maxPayloadBytes: 1000 });
  expect(file.choices).toEqual({ ...DEFAULT_CHOICES, usesDefaultRules: false, ownRules: [], maxPayloadBytes: 1000 });
  file.change({ ...file.choices, maxPayloadBytes: 2000 });
  expect(open(path).file.choices).toEqual({ ...DEFAULT_CHOICES, ownRules: ['iban'], maxPayloadBytes: 2000 });
  expect(open(path, { ownRules: ['pin', 'iban'] }).file.choices.ownRules).toEqual(['iban', 'pin']);
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
  expect(file.choices).toEqual(DEFAULT_CHOICES);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain(reason);
  expect(errors[0]?.message).toContain(path);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
});

test('settings that can’t be kept hold all the same, and the user is told', () => {
  const path = join(temporaryFolder(), 'settings.json');
  const { file } = open(path);
  mkdirSync(join(path, 'in-the-way'), { recursive: true });
  const error = userErrorOf(() => file.change({ ...DEFAULT_CHOICES, recordsStacks: true }));
  expect(error.code).toBe('settings-not-kept');
  expect(error.message).toContain(path);
  expect(file.choices.recordsStacks).toBe(true);
});

test('agents are told what was chosen', () => {
  expect(settingsOf(DEFAULT_CHOICES)).toEqual(DEFAULT_SETTINGS);
  const choices = {
    ...DEFAULT_CHOICES,
    usesDefaultRules: false,
    ownRules: ['pin', 'args.0.card', '/a+/i'],
    stackFrames: 7,
  };
  expect(settingsOf({ ...choices, recordsStacks: true })).toEqual({
    ...DEFAULT_SETTINGS,
    stackFrames: 7,
    redaction: {
      ...NO_REDACTION,
      keys: ['pin'],
      paths: ['args.0.card'],
      patterns: [expect.objectContaining({ source: 'a+' })],
    },
  });
  expect(checkSettings(settingsOf(choices))).toEqual(settingsOf(choices));
  expect(checkChoices(choices)).toEqual(choices);
  expect(checkChoices({ ...choices, stackFrames: 0 })).toBeUndefined();
  expect(checkChoices(undefined)).toBeUndefined();
});
