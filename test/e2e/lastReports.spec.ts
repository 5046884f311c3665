/** What a document did just before its end is told of, without a listener for its end in it. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { MessageEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

test.describe.configure({ mode: 'default' });

/** As in the scenario. */
const DOCUMENTS = 3;
const CALLS = { 'same task': 3, busy: 4, 'main loads': 3, 'closes itself': 3, destroyed: 3 };

let target: CapturedTarget;

test.beforeAll(async () => {
  target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=lastReports'] });
  await target.waitForOutput('scenario done');
  const count = 2 * DOCUMENTS * Object.values(CALLS).reduce((sum, calls) => sum + calls);
  await target.waitFor('the last calls', () => lastCalls().length === count);
});

test.afterAll(() => target.close());

for (const window of ['sandboxed', 'integrated']) {
  for (const [way, calls] of Object.entries(CALLS)) {
    test(`${window}, ${way}: it is known when each of the last calls was sent`, async () => {
      const own = lastCalls().filter((message) => titleOf(message) === `${window}, ${way}`);
      expect(own).toHaveLength(DOCUMENTS * calls);
      const untold = () => own.filter(({ seq }) => !sentTimes().has(seq)).map(({ args }) => args);
      // The reports come after the calls.
      await expect.poll(untold).toEqual([]);
    });
  }
}

test('nothing was matched wrongly', () => {
  expect(target.entries.filter((entry) => entry.type === 'endpoint' && entry.timing === 'lost')).toEqual([]);
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
});

function lastCalls(): MessageEntry[] {
  return target.messages.filter(({ channel }) => channel === 'last');
}

function titleOf(message: MessageEntry): string | null {
  return new URL(target.endpoint(message.from, message)?.url ?? 'about:blank').searchParams.get('title');
}

/** The messages of which it is known when they were sent. */
function sentTimes(): Set<number> {
  const known = new Set<number>();
  for (const entry of target.entries) {
    if (entry.type !== 'delivery') continue;
    for (const [seq, sentAt] of entry.times) if (sentAt !== null) known.add(seq);
  }
  return known;
}
