/** An app that replaces globals when it starts, as fake timers and polyfills do, is captured, and the agent uses none of them. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

/** Each way of sending in the app. */
const CHANNELS = ['tell', 'ask', 'fail', 'wait', 'push', 'port'];

test('the agent works as before, and uses nothing that the app has put there', async () => {
  const target = await CapturedTarget.launch(join(testApps, 'replacing'));
  const seen = () => target.messages.filter(({ internal }) => !internal);
  const outcomesOn = (channel: string) =>
    seen()
      .filter((message) => message.channel === channel)
      .flatMap((message) => target.outcomeOf(message) ?? []);
  const fromPage = () => seen().some(({ kind, args }) => kind === 'port' && `${args}` === 'from the page');

  await target.waitFor('messages', () => CHANNELS.every((channel) => outcomesOn(channel).length > 2) && fromPage());
  expect(outcomesOn('ask').at(-1)).toMatchObject({ status: 'ok', result: { answer: expect.any(Number) } });
  expect(outcomesOn('fail').at(-1)).toMatchObject({ status: 'error', error: { text: 'RangeError: too far' } });

  // Settings arrive, and the target describes itself again.
  target.configure({ stackFrames: 4, maxPayloadBytes: 2000 });
  await target.waitFor('new settings', () => target.description?.capture?.stackFrames === 4);
  await target.waitFor('stacks', () => seen().some(({ stack }) => stack !== undefined));

  await target.waitForOutput('pushes were seen');
  const told = target.process.output.all.map(({ text }) => text);
  expect(told.filter((text) => text.includes('the agent used') || /uncaught/i.test(text))).toEqual([]);
  expect(target.entries.filter(({ type }) => type === 'fault' || type === 'gap')).toEqual([]);
  await target.close();
});
