/** What Electron's own messages lose when they are exported. */

import { expect, test } from 'vitest';
import type { JournalEntry, MessageEntry, OutcomeEntry } from '../../../../src/shared/journal/entries';
import {
  InternalPayloads,
  withoutInternalPayload,
  withoutUnrequestedPayload,
} from '../../../../src/shared/journal/internalPayloads';
import { withOutcome } from '../../../../src/shared/journal/recordedMessage';

const message = {
  type: 'message',
  seq: 7,
  at: 1,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'BROWSER_SANDBOX_LOAD',
  from: 2,
  to: 1,
  sizeBytes: 12,
  args: [1],
  stack: 'at x',
  truncated: true,
  redacted: true,
  internal: true,
} as unknown as MessageEntry;
const outcome: OutcomeEntry = {
  type: 'outcome',
  seq: 7,
  at: 2,
  status: 'ok',
  result: 'secret',
  redacted: true,
};
const SUMMARY = { internalPayloads: true } as never;

test('messages lose their payloads and say so, and keep where they came from', () => {
  const { args: _args, truncated: _cut, redacted: _hidden, ...head } = message as unknown as Record<string, unknown>;
  const shown = withoutUnrequestedPayload(withOutcome(message, outcome), undefined);
  expect(shown).toEqual({ ...head, payloadOmitted: true, outcome: { at: 2, status: 'ok' } });
  expect(JSON.stringify(shown)).not.toContain('secret');
});

test('without an outcome there is none', () => {
  expect(withoutUnrequestedPayload(message, undefined).outcome).toBeUndefined();
});

test('errors are answers', () => {
  const { result: _, ...failed } = { ...outcome, status: 'error', error: { text: 'secret' } } as OutcomeEntry;
  expect(
    JSON.stringify(withoutUnrequestedPayload(withOutcome(message, failed as OutcomeEntry), undefined)),
  ).not.toContain('secret');
});

test.each([
  ['an app’s own message', { ...message, internal: undefined } as unknown as MessageEntry, undefined],
  ['what was asked for', message, SUMMARY],
])('%s stays whole', (_case, entry, capture) => {
  const whole = withOutcome(entry, outcome);
  expect(withoutUnrequestedPayload(whole, capture)).toBe(whole);
});

test('what carries nothing stays the same object', () => {
  const { args: _, ...bare } = message as unknown as Record<string, unknown>;
  const empty = { type: 'outcome', seq: 7, at: 2, status: 'ok' } as OutcomeEntry;
  for (const entry of [bare as unknown as MessageEntry, empty, { type: 'source', target: 1 } as never]) {
    expect(withoutInternalPayload(entry)).toBe(entry);
  }
});

test.each(['args', 'result', 'error'])('a message that has only %s loses it', (key) => {
  const { args: _, ...bare } = message as unknown as Record<string, unknown>;
  const shown = withoutInternalPayload({ ...bare, [key]: 'secret' } as unknown as MessageEntry);
  expect(JSON.stringify(shown)).not.toContain('secret');
  expect(shown).toMatchObject({ payloadOmitted: true });
});

test('which entries must lose what they carry is told as they come', () => {
  const own = (seq: number, more: object = {}) => ({ type: 'message', seq, ...more }) as unknown as JournalEntry;
  const electrons = (seq: number) => own(seq, { internal: true });
  const answer = (seq: number) => ({ type: 'outcome', seq }) as unknown as JournalEntry;
  const target = (number: number, capture?: object) => ({ type: 'target', target: number, capture }) as never;
  const source = (number: number) => ({ type: 'source', target: number }) as never;
  const steps: [entry: JournalEntry, goes: boolean][] = [
    [{ type: 'gap', at: 1 } as never, false],
    [target(1), false],
    [source(1), false],
    [own(1), false],
    [electrons(2), true],
    [answer(2), true],
    [answer(1), false],
    // Once more: its message is not open any more.
    [answer(1), true],
    [answer(9), true],
    [own(3, { outcome: {} }), false],
    [answer(3), true],
    [target(2, { internalPayloads: true }), false],
    [source(2), false],
    [electrons(4), false],
    [answer(4), false],
    [own(5), false],
    [source(1), false],
    // The number of a message of the other app.
    [answer(5), true],
    [electrons(6), true],
    [source(2), false],
    [answer(5), false],
    [target(2), false],
    [electrons(7), true],
  ];
  const payloads = new InternalPayloads();
  expect(steps.map(([entry]) => payloads.mustGo(entry))).toEqual(steps.map(([, goes]) => goes));
});

test('what a user asked for goes as well where nothing may stay', () => {
  const strict = new InternalPayloads(true);
  strict.mustGo({ type: 'target', target: 1, capture: { internalPayloads: true } } as never);
  strict.mustGo({ type: 'source', target: 1 } as never);
  expect(strict.mustGo(message)).toBe(true);
  expect(strict.mustGo({ ...message, internal: undefined } as never)).toBe(false);
});
