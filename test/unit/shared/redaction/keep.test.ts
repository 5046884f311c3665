import { describe, expect, test } from 'vitest';
import {
  agentSettingsOf,
  checkUserSettings,
  DEFAULT_USER_SETTINGS,
  keepProblem,
  withCommandLine,
} from '../../../../src/shared/link/userSettings';
import type { ValueRoot } from '../../../../src/shared/redaction/pathRules';
import { Redactor } from '../../../../src/shared/redaction/redactor';
import { NO_REDACTION } from '../../../../src/shared/redaction/rules';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import { redactStored } from '../../../../src/shared/value/redactStored';
import { sealToJson } from '../../../../src/shared/value/seal';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);
const encode = (value: unknown, redactor: Redactor, root: ValueRoot, channel: string) =>
  JSON.parse(sealToJson(encoder.encode(value, 'app', DEFAULT_LIMITS, redactor.of(root, channel))).json);

/** What is seen of a value: hidden in the target, and hidden in what was stored, which must be the same. */
function shown(
  value: unknown,
  keep: readonly string[],
  channel = 'llm:stream',
  ownRules: readonly string[] = [],
): unknown {
  const { redaction } = agentSettingsOf({ ...DEFAULT_USER_SETTINGS, ownRules, keptRules: keep });
  const redactor = new Redactor(redaction);
  const inTarget = encode(value, redactor, 'args', channel);
  const stored = encode(value, new Redactor(NO_REDACTION), 'args', channel);
  expect(redactStored(stored, redactor.of('args', channel))).toEqual(inTarget);
  return inTarget;
}

const HIDDEN = expect.objectContaining({ $: 'redacted' });

describe('what rules would hide is taken back', () => {
  test('for a key, everywhere or on some channels', () => {
    const value = [{ token: 'word', accessToken: 'abc', password: 'x' }];
    expect(shown(value, [])).toEqual([{ token: HIDDEN, accessToken: HIDDEN, password: HIDDEN }]);
    expect(shown(value, ['token'])).toEqual([{ token: 'word', accessToken: HIDDEN, password: HIDDEN }]);
    expect(shown(value, ['*token'])).toEqual([{ token: 'word', accessToken: 'abc', password: HIDDEN }]);
    expect(shown(value, ['token@llm:*'])).toEqual([{ token: 'word', accessToken: HIDDEN, password: HIDDEN }]);
    expect(shown(value, ['token@llm:*'], 'login')).toEqual([{ token: HIDDEN, accessToken: HIDDEN, password: HIDDEN }]);
    expect(shown(value, ['*@llm:*'])).toEqual(value);
  });

  test('for a place, against keys and places', () => {
    const value = [{ token: 'word', list: ['Cookie', 'a'], card: 1 }, { token: 'other' }];
    const own = ['args.*.card'];
    expect(shown(value, ['args.0.token', 'args.0.list.1', 'args.0.card'], 'c', own)).toEqual([
      value[0],
      { token: HIDDEN },
    ]);
    expect(shown(value, ['args.0.token@other', 'result.token'], 'c', own)).toEqual([
      { token: HIDDEN, list: ['Cookie', HIDDEN], card: HIDDEN },
      { token: HIDDEN },
    ]);
  });

  test('what stands below, and what patterns find, stays hidden', () => {
    const value = [{ token: { password: 'x', note: 'Bearer abcDEF123456' } }];
    expect(shown(value, ['token'])).toEqual([{ token: { password: HIDDEN, note: HIDDEN } }]);
  });
});

describe('exceptions', () => {
  test('are checked as they are written', () => {
    expect(['token', 'token@llm:*', 'args.0.token', '*'].map(keepProblem)).toEqual(Array(4).fill(undefined));
    expect(keepProblem('')).toContain('1 to 4096');
    expect(keepProblem('@llm:*')).toContain('key before @');
    expect(keepProblem('/token/')).toContain('pattern');
  });

  test('of the settings and of the command line hold together; older settings have none', () => {
    const kept = { ...DEFAULT_USER_SETTINGS, keptRules: ['token'] };
    expect(withCommandLine(kept, { keptRules: ['pin', 'token'] }).keptRules).toEqual(['token', 'pin']);
    const { keptRules: _, ...older } = DEFAULT_USER_SETTINGS;
    expect(checkUserSettings(older)).toEqual(DEFAULT_USER_SETTINGS);
    expect(checkUserSettings({ ...DEFAULT_USER_SETTINGS, keptRules: ['/x/'] })).toBeUndefined();
    expect(checkUserSettings(kept)).toEqual(kept);
  });
});
