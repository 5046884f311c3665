/** Calls that fail because a value can't be cloned are seen, with the value; the app sees the same errors as without. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { rowDurationUs } from '../../src/shared/columns/messageTable';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import { flatMessage } from '../../src/shared/export/flatMessage';
import type { MessageEntry, OutcomeError } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

test.describe.configure({ mode: 'default' });

const NOT_CLONED = 'Error: An object could not be cloned.';
const FAILURES = [
  ['invoke', 'form:save', 'args[0].user.onSave: function'],
  ['send', 'form:changed', 'args[1][0]: symbol'],
  ['sendSync', 'form:changed', 'args[0]: Promise'],
  ['postMessage', 'form:port', 'args[0]: function'],
  ['postMessage', 'form:port', undefined],
  ['sendToHost', 'form:host', 'args[0]: WeakSet'],
  // Behind a getter, which is not run again.
  ['send', 'form:changed', undefined],
];

let target: CapturedTarget;

test.beforeAll(async () => {
  target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=uncloneable'] });
  await target.waitForOutput('scenario done');
  await target.waitFor('all failures', () => failures().length === 2 * (FAILURES.length + 1));
});

test.afterAll(() => target.close());

for (const title of ['sandboxed', 'integrated']) {
  test(`${title}: each failure is a message, with its error and the place of the value`, () => {
    const own = failures().filter((message) => titleOf(message) === title);
    const proxyPlace = title === 'sandboxed' ? 'args[0].form: object' : 'args[0].form: Proxy';
    expect(own.map((message) => [message.kind, message.channel, errorOf(message)?.place])).toEqual([
      ...FAILURES,
      ['send', 'form:changed', proxyPlace],
    ]);
    const texts = own.map((message) => errorOf(message)?.text);
    expect(texts.filter((text) => text === NOT_CLONED)).toHaveLength(FAILURES.length);
    expect(texts[4]).toBe('A value could not be cloned or transferred.');
    expect(own.map(({ args, size, truncated }) => [args, size, truncated])).toEqual(own.map(() => [[], 0, true]));
  });

  test(`${title}: none of them has a duration, in the table and in exports`, async () => {
    const fold = new SessionFold();
    for (const entry of target.entries) fold.apply(entry);
    for (const message of failures().filter((failure) => titleOf(failure) === title)) {
      const row = fold.rowOf(0, message.seq) ?? -1;
      expect(rowDurationUs(fold.table, row), message.channel).toBeNaN();
      const flat = flatMessage(fold.table, row, message);
      expect(flat.phases).toEqual({});
      expect(flat).not.toHaveProperty('durationMs');
    }
  });

  test(`${title}: the app sees the errors it would see without, and no getter runs twice`, () => {
    const [results, getterCalls] = resultsOf(title).args as unknown as [unknown[], number];
    const clone = NOT_CLONED;
    expect(results.slice(0, 5)).toEqual(['sent', clone, clone, clone, clone]);
    expect(results[5]).toMatch(/[Tt]ransfer/);
    expect(results.slice(6)).toEqual([clone, clone, clone, 'sent', true]);
    // Once by Electron's own attempt.
    expect(getterCalls).toBe(1);
  });

  test(`${title}: good calls around them keep their timing`, async () => {
    const good = target.messages.filter(
      (message) => message.channel === 'form:save' && titleOf(message) === title && !failures().includes(message),
    );
    expect(good).toHaveLength(2);
    const timed = () =>
      new Set(target.entries.flatMap((entry) => (entry.type === 'delivery' ? entry.times.map(([seq]) => seq) : [])));
    await expect.poll(() => good.every(({ seq }) => timed().has(seq))).toBe(true);
  });
}

test('a message from main, and a result, have the place too', async () => {
  const fromMain = target.messages.filter(({ channel }) => channel === 'form:show');
  expect(fromMain.map((message) => errorOf(message)?.place)).toEqual([
    'args[0].onClose: function',
    'args[0].onClose: function',
  ]);
  const load = () => target.messages.find(({ channel }) => channel === 'form:load');
  await expect.poll(() => load() && errorOf(load() as MessageEntry)?.place).toBe('result.fields[0].validate: function');
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
});

/** Of frames, and told of with their end: main never had them. */
function failures(): MessageEntry[] {
  return target.messages.filter(
    (message) =>
      message.channel.startsWith('form:') &&
      message.direction !== 'to-renderer' &&
      message.truncated === true &&
      target.outcomeOf(message)?.status === 'error',
  );
}

function errorOf(message: MessageEntry): OutcomeError | undefined {
  return target.outcomeOf(message)?.error;
}

function resultsOf(title: string): MessageEntry {
  const results = target.messages.filter(({ channel }) => channel === 'form:results');
  return results.find((message) => titleOf(message) === title) as MessageEntry;
}

function titleOf(message: MessageEntry): string | null {
  return new URL(target.endpoint(message.from, message)?.url ?? 'about:blank').searchParams.get('title');
}
