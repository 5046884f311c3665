/** Windows, processes and inspectors that go away, or stand still, in the middle of a replay: nothing hangs, and it is told. */

import { expect, test } from 'playwright/test';
import { posix, unless } from '../support/conditions';
import { ReplayApp } from '../support/replayApp';

test.skip(...unless(posix, 'the app takes commands from a socket that is a file'));

test.describe.configure({ mode: 'default', timeout: 120_000 });

const MODE = 'isolated-sandboxed';
let app: ReplayApp;

test.beforeEach(async () => {
  app = await ReplayApp.launch([MODE, 'shared-plain']);
});

test.afterEach(() => app.close());

/** A genuine call of a window, to be sent again. */
async function calledBy(mode: string, channel = 'count:add', ...args: readonly unknown[]): Promise<number> {
  const before = app.rows(channel).length;
  await app.command('callWith', mode, 'window', 'invoke', channel, ...(args.length > 0 ? args : [1]));
  await app.waitFor(`a message on ${channel}`, () => app.rows(channel).length > before);
  return app.rows(channel)[before] as number;
}

/** How long the page of a window does nothing but count. */
function keepBusy(mode: string, ms: number): void {
  app.order('run', mode, 'window', `{ const until = Date.now() + ${ms}; while (Date.now() < until); }`);
}

test('a window that was closed', async () => {
  const row = await calledBy(MODE);
  await app.command('close', MODE);
  const outcome = await app.replay(await app.requestOf(row));
  expect(outcome).toMatchObject({
    status: 'refused',
    reason: 'frame-gone',
    message: expect.stringContaining('Choose'),
  });
  const places = await app.capture.replays.places();
  const other = places.find(({ endpoint }) => endpoint === app.frame('shared-plain', 'window'));
  expect(places.length).toBe(2);
  const again = await app.replayRow(row, { endpoint: other?.endpoint ?? 0 });
  expect(again.answer).toMatchObject({ status: 'ok', result: 2 });
});

test('a window that is closed while its page has not taken it', async () => {
  const row = await calledBy(MODE);
  keepBusy(MODE, 20_000);
  const outcome = app.replay(await app.requestOf(row));
  app.order('close', MODE);
  expect(await outcome).toMatchObject({ status: 'refused', reason: 'frame-gone' });
});

test('a page whose process crashed', async () => {
  const row = await calledBy(MODE);
  const frame = app.frame(MODE, 'window');
  await app.command('crash', MODE);
  await app.waitFor('the crash', () => {
    const { endpoints } = app.session.fold.table;
    return endpoints.findLast(({ id }) => id === frame)?.timing !== 'on';
  });
  expect(await app.replay(await app.requestOf(row))).toMatchObject({ status: 'refused', reason: 'frame-gone' });
});

test('a page that is busy does not take it later, when nobody wants it any more', async () => {
  const row = await calledBy(MODE);
  keepBusy(MODE, 7000);
  expect(await app.replay(await app.requestOf(row))).toMatchObject({ status: 'refused', reason: 'timed-out' });
  const places = await app.capture.replays.places();
  expect(places.find(({ endpoint }) => endpoint === app.frame(MODE, 'window'))).toMatchObject({ canSend: true });
  await app.command('run', MODE, 'window', '1');
  // The first added 1, and this one, which comes on the same way as the other: nothing between.
  const again = await app.replayRow(row);
  expect(again.answer).toMatchObject({ status: 'ok', result: 2 });
});

test('an app whose main process stands still', async () => {
  const row = await calledBy(MODE);
  app.order('block', 11_000);
  expect(await app.replay(await app.requestOf(row))).toMatchObject({ status: 'refused', reason: 'timed-out' });
});

test('an app that ends while a replay is answered, and one that is on its way', async () => {
  const row = await calledBy(MODE, 'slow');
  const outcome = await app.replay(await app.requestOf(row));
  if (outcome.status !== 'sent' || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
  const answer = app.capture.answers.of({ target: outcome.target, seq: outcome.seq }, 60_000);
  keepBusy(MODE, 20_000);
  const onItsWay = app.replay(await app.requestOf(row));
  app.order('exit');
  expect(await onItsWay).toMatchObject({ status: 'refused', reason: expect.stringMatching(/^(target|frame)-gone$/) });
  expect(await answer).toBeUndefined();
  await app.waitFor('the end of the app', () => app.capture.state.phase === 'ended');
  expect(await app.replay(await app.requestOf(row))).toMatchObject({ status: 'refused', reason: 'target-gone' });
});

test('an inspector that goes away in the middle leaves the app as it was', async () => {
  const slow = await calledBy(MODE, 'slow');
  const outcome = await app.replay(await app.requestOf(slow));
  expect(outcome).toMatchObject({ status: 'sent' });
  keepBusy('shared-plain', 1500);
  const onItsWay = app.replay({
    ...(await app.requestOf(slow)),
    endpoint: app.frame('shared-plain', 'window'),
    channel: 'count:add',
    args: [1000],
  });
  app.capture.detach();
  expect(await onItsWay).toMatchObject({ status: 'refused', reason: 'target-gone' });
  for (const mode of [MODE, 'shared-plain']) {
    const seen = app.seen('own').length;
    const calls = () => [app.seen('probe:sync').length, app.seen('probe:invoke').length] as const;
    const [syncs, invokes] = calls();
    for (const kind of ['invoke', 'sendSync'] as const) {
      await app.command('callWith', mode, 'window', kind, kind === 'invoke' ? 'probe:invoke' : 'probe:sync', 'after');
    }
    await app.waitFor('its calls', () => calls()[0] > syncs && calls()[1] > invokes);
    await app.command('own', mode, 'window');
    await app.waitFor('what the page has got itself', () => app.seen('own').length > seen);
    expect(app.seen('own').at(-1)).toEqual({ channel: 'own', answered: 2, rejected: 0, unhandled: 0 });
  }
});
