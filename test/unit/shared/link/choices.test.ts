/** Which settings of a capture are taken: all of a set, or none. */

import { expect, test } from 'vitest';
import { checkChoices, DEFAULT_CHOICES, settingsOf } from '../../../../src/shared/link/captureChoices';
import {
  checkSettings,
  isPayloadCap,
  isStackDepth,
  MAX_PAYLOAD_BYTES,
  MAX_STACK_FRAMES,
} from '../../../../src/shared/link/captureSettings';
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
  expect(checkSettings(settings)).toEqual(settings);
  expect(checkSettings({ ...settings, unknown: 1 })).toEqual(settings);
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
  expect(checkSettings(settings)).toBeUndefined();
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
  [{ ...DEFAULT_CHOICES, maxPayloadBytes: -1 }],
  [{ ...DEFAULT_CHOICES, stackFrames: 0 }],
  [{ ...DEFAULT_CHOICES, stackFrames: 51 }],
  [{ ...DEFAULT_CHOICES, usesDefaultRules: 1 }],
  [{ ...DEFAULT_CHOICES, recordsStacks: undefined }],
  [{ ...DEFAULT_CHOICES, timesFrames: 'x' }],
  [{ ...DEFAULT_CHOICES, recordsInternalPayloads: null }],
  [{ ...DEFAULT_CHOICES, keepsOutput: 0 }],
  [{ ...DEFAULT_CHOICES, ownRules: 'token' }],
  [{ ...DEFAULT_CHOICES, ownRules: [''] }],
  [{ ...DEFAULT_CHOICES, ownRules: [5] }],
  [{ ...DEFAULT_CHOICES, ownRules: Array(501).fill('token') }],
  [{ ...DEFAULT_CHOICES, keptRules: ['/x/'] }],
])('%j are no choices', (value) => {
  expect(checkChoices(value)).toBeUndefined();
});

test('choices are taken as they are, and younger ones may be missing', () => {
  const choices = {
    ...{ maxPayloadBytes: 7, usesDefaultRules: false, ownRules: ['pin'], keptRules: ['token'], recordsStacks: true },
    ...{ stackFrames: 3, timesFrames: true, recordsInternalPayloads: true, keepsOutput: false },
  };
  expect(checkChoices({ ...choices, unknown: 1 })).toEqual(choices);
  expect(checkChoices({ ...choices, ownRules: Array(500).fill('pin') })?.ownRules).toHaveLength(500);
  const { timesFrames: _t, keptRules: _k, recordsInternalPayloads: _i, keepsOutput: _o, ...older } = choices;
  expect(checkChoices(older)).toEqual({
    ...older,
    timesFrames: DEFAULT_CHOICES.timesFrames,
    keptRules: [],
    recordsInternalPayloads: DEFAULT_CHOICES.recordsInternalPayloads,
    keepsOutput: true,
  });
});

test('what a target gets of choices is what was chosen', () => {
  const chosen = { ...DEFAULT_CHOICES, usesDefaultRules: false, ownRules: ['pin', 'args.0.x', '/a+/i'] };
  expect(settingsOf(chosen)).toMatchObject({
    maxPayloadBytes: DEFAULT_CHOICES.maxPayloadBytes,
    stackFrames: 0,
    redaction: { keys: ['pin'], paths: ['args.0.x'], patterns: [{ source: 'a+', flags: 'i' }] },
  });
  expect(settingsOf({ ...chosen, recordsStacks: true, stackFrames: 7 }).stackFrames).toBe(7);
  expect(settingsOf(DEFAULT_CHOICES).redaction.keys.length).toBeGreaterThan(5);
});
