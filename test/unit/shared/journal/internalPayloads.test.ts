/** What Electron's own messages lose when they are exported. */

import { expect, test } from 'vitest';
import type { MessageEntry, OutcomeEntry } from '../../../../src/shared/journal/entries';
import { withoutInternalPayload, withoutUnasked } from '../../../../src/shared/journal/internalPayloads';

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
  const shown = withoutUnasked(message, outcome, undefined);
  expect(shown.message).toEqual({ ...head, payloadOmitted: true });
  expect(shown.outcome).toEqual({ type: 'outcome', seq: 7, at: 2, status: 'ok' });
  expect(JSON.stringify(shown)).not.toContain('secret');
});

test('without an outcome there is none', () => {
  expect(withoutUnasked(message, undefined, undefined).outcome).toBeUndefined();
});

test('errors are answers', () => {
  const { result: _, ...failed } = { ...outcome, status: 'error', error: { text: 'secret' } } as OutcomeEntry;
  expect(JSON.stringify(withoutUnasked(message, failed as OutcomeEntry, undefined))).not.toContain('secret');
});

test.each([
  ['an app’s own message', { ...message, internal: undefined } as unknown as MessageEntry, undefined],
  ['what was asked for', message, SUMMARY],
])('%s stays whole', (_case, entry, capture) => {
  expect(withoutUnasked(entry, outcome, capture)).toEqual({ message: entry, outcome });
});

test('what carries nothing stays the same object', () => {
  const { args: _, ...bare } = message as unknown as Record<string, unknown>;
  const empty = { type: 'outcome', seq: 7, at: 2, status: 'ok' } as OutcomeEntry;
  for (const entry of [bare as unknown as MessageEntry, empty, { type: 'source', target: 1 } as never]) {
    expect(withoutInternalPayload(entry)).toBe(entry);
  }
});
