/** Which settings of a capture are taken: all of a set, or none. */

import { expect, test } from 'vitest';
import {
  checkAgentSettings,
  isPayloadCap,
  isStackDepth,
  MAX_PAYLOAD_BYTES,
  MAX_STACK_FRAMES,
} from '../../../../src/shared/link/agentSettings';
import { agentSettingsOf, checkUserSettings, DEFAULT_USER_SETTINGS } from '../../../../src/shared/link/userSettings';
import { NO_REDACTION } from '../../../../src/shared/redaction/rules';

test.each([
  {},
  { maxPayloadBytes: 0 },
  { maxPayloadBytes: MAX_PAYLOAD_BYTES },
  { stackFrames: 0 },
  { stackFrames: MAX_STACK_FRAMES },
  { timing: false },
  { internalPayloads: true },
  { redaction: NO_REDACTION },
  { maxPayloadBytes: 5, stackFrames: 1, timing: true, internalPayloads: false, redaction: NO_REDACTION },
])('%j are settings', (settings) => {
  expect(checkAgentSettings(settings)).toEqual(settings);
  expect(checkAgentSettings({ ...settings, unknown: 1 })).toEqual(settings);
});

test.each([
  null,
  undefined,
  5,
  { maxPayloadBytes: -1 },
  { maxPayloadBytes: MAX_PAYLOAD_BYTES + 1 },
  { maxPayloadBytes: 1.5 },
  { stackFrames: MAX_STACK_FRAMES + 1 },
  { timing: 1 },
  { internalPayloads: 'yes' },
  { redaction: null },
  { timing: true, internalPayloads: 0 },
  { timing: 0, internalPayloads: true },
])('%j are none', (settings) => {
  expect(checkAgentSettings(settings)).toBeUndefined();
});

test('bounds are whole numbers', () => {
  expect([0, 1, MAX_PAYLOAD_BYTES].map(isPayloadCap)).toEqual([true, true, true]);
  expect([-1, 0.5, MAX_PAYLOAD_BYTES + 1, '1', null].map(isPayloadCap)).toEqual(Array(5).fill(false));
  expect([0, MAX_STACK_FRAMES].map(isStackDepth)).toEqual([true, true]);
  expect([-1, MAX_STACK_FRAMES + 1].map(isStackDepth)).toEqual([false, false]);
});

test.each([
  [null],
  [undefined],
  ['text'],
  [{}],
  [{ ...DEFAULT_USER_SETTINGS, maxPayloadBytes: -1 }],
  [{ ...DEFAULT_USER_SETTINGS, stackFrames: 0 }],
  [{ ...DEFAULT_USER_SETTINGS, stackFrames: 51 }],
  [{ ...DEFAULT_USER_SETTINGS, usesDefaultRules: 1 }],
  [{ ...DEFAULT_USER_SETTINGS, recordsStacks: undefined }],
  [{ ...DEFAULT_USER_SETTINGS, timesFrames: 'x' }],
  [{ ...DEFAULT_USER_SETTINGS, recordsInternalPayloads: null }],
  [{ ...DEFAULT_USER_SETTINGS, keepsOutput: 0 }],
  [{ ...DEFAULT_USER_SETTINGS, ownRules: 'token' }],
  [{ ...DEFAULT_USER_SETTINGS, ownRules: [''] }],
  [{ ...DEFAULT_USER_SETTINGS, ownRules: [5] }],
  [{ ...DEFAULT_USER_SETTINGS, ownRules: Array(501).fill('token') }],
  [{ ...DEFAULT_USER_SETTINGS, keptRules: ['/x/'] }],
])('%j are not user settings', (value) => {
  expect(checkUserSettings(value)).toBeUndefined();
});

test('user settings are taken as they are, and newer ones may be missing', () => {
  const userSettings = {
    ...{ maxPayloadBytes: 7, usesDefaultRules: false, ownRules: ['pin'], keptRules: ['token'], recordsStacks: true },
    ...{ stackFrames: 3, timesFrames: true, recordsInternalPayloads: true, keepsOutput: false },
  };
  expect(checkUserSettings({ ...userSettings, unknown: 1 })).toEqual(userSettings);
  expect(checkUserSettings({ ...userSettings, ownRules: Array(500).fill('pin') })?.ownRules).toHaveLength(500);
  const { timesFrames: _t, keptRules: _k, recordsInternalPayloads: _i, keepsOutput: _o, ...older } = userSettings;
  expect(checkUserSettings(older)).toEqual({
    ...older,
    timesFrames: DEFAULT_USER_SETTINGS.timesFrames,
    keptRules: [],
    recordsInternalPayloads: DEFAULT_USER_SETTINGS.recordsInternalPayloads,
    keepsOutput: true,
  });
});

test('a target gets the agent settings that follow from the user settings', () => {
  const chosen = { ...DEFAULT_USER_SETTINGS, usesDefaultRules: false, ownRules: ['pin', 'args.0.x', '/a+/i'] };
  expect(agentSettingsOf(chosen)).toMatchObject({
    maxPayloadBytes: DEFAULT_USER_SETTINGS.maxPayloadBytes,
    stackFrames: 0,
    redaction: { keys: ['pin'], paths: ['args.0.x'], patterns: [{ source: 'a+', flags: 'i' }] },
  });
  expect(agentSettingsOf({ ...chosen, recordsStacks: true, stackFrames: 7 }).stackFrames).toBe(7);
  expect(agentSettingsOf(DEFAULT_USER_SETTINGS).redaction.keys.length).toBeGreaterThan(5);
});
