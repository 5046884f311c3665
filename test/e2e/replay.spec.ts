/** Messages are sent again on every way that there is, and change in the app what they should: nothing else. */

import { expect, test } from 'playwright/test';
import { NO_REDACTION } from '../../src/shared/redaction/rules';
import type { ReplayRequest } from '../../src/shared/replay/request';
import { electron, posix, unless } from '../support/conditions';
import { ReplayApp } from '../support/replayApp';

test.skip(...unless(posix, 'the app takes commands from a socket that is a file'));

test.describe.configure({ mode: 'default', timeout: 120_000 });

const MODES = ['isolated-sandboxed', 'shared-plain'];
let app: ReplayApp;

test.beforeAll(async () => {
  app = await ReplayApp.launch(MODES, { settings: { redaction: NO_REDACTION } });
});

test.afterAll(() => app.close());

/** The row of the next message on a channel that the app sends because of a command, once it has ended. */
async function sentBy(channel: string, ...command: readonly unknown[]): Promise<number> {
  const before = app.rows(channel).length;
  await app.command(...command);
  await app.waitFor(`a message on ${channel}`, () => app.rows(channel).length > before);
  const row = app.rows(channel)[before] as number;
  await app.waitFor('its end', () => app.hasEnded(row));
  return row;
}

test('a call that is sent again changes the app as a call does, and its answer comes to the inspector', async () => {
  const original = await sentBy('count:add', 'callWith', 'isolated-sandboxed', 'window', 'invoke', 'count:add', 5);
  const before = await app.answerOf(original);
  const again = await app.replayRow(original);
  expect(again.answer).toMatchObject({ status: 'ok', result: (before?.result as number) + 5 });
  const changed = await app.replayRow(original, { args: [100] });
  expect(changed.answer).toMatchObject({ status: 'ok', result: (before?.result as number) + 105 });
});

test('the app’s own calls get nothing of it, and nothing is left unhandled in the page', async () => {
  for (const mode of MODES) {
    const own = async () => {
      const seen = app.seen('own').length;
      await app.command('own', mode, 'window');
      await app.waitFor('what the page has got itself', () => app.seen('own').length > seen);
      return app.seen('own').at(-1);
    };
    const ok = await sentBy('probe:invoke', 'callWith', mode, 'window', 'invoke', 'probe:invoke', 'a');
    const failing = await sentBy('probe:throw', 'callWith', mode, 'window', 'invoke', 'probe:throw', 'a');
    const sync = await sentBy('probe:sync', 'callWith', mode, 'window', 'sendSync', 'probe:sync', 'a');
    const before = await own();
    for (const row of [ok, failing, sync]) await app.replayRow(row);
    expect(await own()).toEqual(before);
  }
});

test('a message that was sent again is marked, and leads to its original', async () => {
  const original = await sentBy('count:add', 'callWith', 'shared-plain', 'sub-frame', 'invoke', 'count:add', 1);
  const { row } = await app.replayRow(original);
  const { table } = app.session.fold;
  const refOf = (of: number) => ({ target: app.column(of, 'target'), seq: app.column(of, 'seq') });
  await app.waitFor('the mark', () => table.replays.of(refOf(row)) !== undefined);
  expect(table.replays.of(refOf(row))).toEqual({ ...refOf(row), origin: refOf(original) });
  expect(table.replays.copiesOf(refOf(original))).toEqual([{ ...refOf(row), origin: refOf(original) }]);
  expect(app.column(row, 'flags') & 4).toBe(4);
  expect(app.column(original, 'flags') & 4).toBe(0);
  expect(app.column(row, 'from')).toBe(app.column(original, 'from'));
});

test('what a frame is sent again arrives as what main sent', async () => {
  for (const mode of MODES) {
    for (const place of ['window', 'sub-frame']) {
      for (const [kind, channel] of [
        ['send', 'push:send'],
        ['postMessage', 'push:post'],
      ] as const) {
        const seen = app.seen(channel).length;
        const original = await sentBy(channel, 'push', mode, place, kind, channel);
        await app.waitFor('the listener', () => app.seen(channel).length > seen);
        await app.replayRow(original);
        await app.waitFor('the listener again', () => app.seen(channel).length > seen + 1);
        const [genuine, replayed, ...more] = app.seen(channel).slice(seen);
        expect(more).toEqual([]);
        expect(JSON.stringify(replayed)).toBe(JSON.stringify(genuine));
        expect(genuine).toMatchObject({ isSender: true, isThis: true, prototype: true, ports: 0 });
      }
    }
  }
});

test('ports: main posts again, and so does the frame that has the other end', async () => {
  const mode = 'isolated-sandboxed';
  const fromMain = await sentBy('port', 'openPort', mode, 'first');
  await app.waitFor('what the frame got', () => app.seen('port:received').length > 0);
  const channel = portChannel(fromMain);
  await app.waitFor('what main posted', () => app.rows(channel, 'port').length > 0);
  const [posted] = app.rows(channel, 'port') as [number];
  await app.replayRow(posted);
  await app.waitFor('what the frame got again', () => app.seen('port:received').length > 1);
  expect(app.seen('port:received')[1]).toEqual(app.seen('port:received')[0]);

  const before = app.rows(channel).length;
  await app.command('postOnPort', mode, 'first', { from: 'frame' });
  await app.waitFor('what main got', () => app.seen('port:main').length > 0 && app.rows(channel).length > before);
  const fromFrame = app.rows(channel)[before] as number;
  await app.waitFor('its end', () => app.hasEnded(fromFrame));
  const again = await app.replayRow(fromFrame);
  await app.waitFor('what main got again', () => app.seen('port:main').length > 1);
  expect(app.seen('port:main')[1]).toEqual(app.seen('port:main')[0]);
  expect(app.column(again.row, 'from')).toBe(app.column(fromFrame, 'from'));

  await app.command('closePorts');
  expect(await app.replay(await app.requestOf(posted))).toMatchObject({ status: 'refused', reason: 'port-not-held' });
});

test('utility processes: main posts again; what comes from one can only be made up', async () => {
  test.skip(...unless(electron({ from: 22 }), 'it has utility processes'));
  await app.command('fork');
  await app.waitFor('the echo', () => app.seen('utility:main').length > 0 && app.rows('echo').length > 1);
  const [there, back] = app.rows('echo') as [number, number];
  await app.replayRow(there);
  await app.waitFor('the echo again', () => app.seen('utility:main').length > 1);
  expect(app.seen('utility:main')[1]).toEqual(app.seen('utility:main')[0]);

  const request = await app.requestOf(back);
  expect(await app.replay(request)).toMatchObject({ reason: 'no-preload', canBeSynthetic: true });
  const madeUp = await app.replayRow(back, { allowsSynthetic: true });
  await app.waitFor('the made-up message', () => app.seen('utility:main').length > 2);
  expect(app.seen('utility:main')[2]).toEqual(app.seen('utility:main')[0]);
  const made = app.session.fold.table.replays.of({ target: request.target, seq: app.column(madeUp.row, 'seq') });
  expect(made).toMatchObject({ isSynthetic: true });

  await app.command('kill');
  expect(await app.replay(await app.requestOf(there))).toMatchObject({ status: 'refused', reason: 'utility-gone' });
});

test('a guest tells its host again', async () => {
  const original = await sentBy('guest:says', 'callHost', 'guest:says', 'hello', { n: 1 });
  await app.waitFor('what the host got', () => app.seen('host:got').length > 0);
  await app.replayRow(original);
  await app.waitFor('what the host got again', () => app.seen('host:got').length > 1);
  expect(app.seen('host:got')[1]).toEqual(app.seen('host:got')[0]);
});

test('what the app has put over ipcRenderer sees the call, and may keep it', async () => {
  const mode = 'shared-plain';
  const original = await sentBy('count:add', 'callWith', mode, 'window', 'invoke', 'count:add', 1);
  const before = (await app.answerOf(original))?.result as number;
  await app.command('wrap', mode, 'through');
  const again = await app.replayRow(original);
  expect(again.answer).toMatchObject({ status: 'ok', result: before + 1 });
  await app.waitFor('the wrapper', () => app.seen('wrapped').length > 0);
  expect(app.seen('wrapped')).toEqual([{ channel: 'wrapped', of: 'count:add' }]);
  await app.command('wrap', mode, 'swallow');
  const kept = await app.replay(await app.requestOf(original));
  expect(kept).toMatchObject({ status: 'refused', reason: 'not-sent', message: expect.stringContaining('own') });
  const rows = app.rows('count:add').length;
  // The calls of the document are counted right after that.
  const next = await sentBy('probe:send', 'callWith', mode, 'window', 'send', 'probe:send', 'x');
  expect((await app.replayRow(next)).answer.status).toBe('ok');
  expect(app.rows('count:add').length).toBe(rows);
});

test('what was not recorded whole is refused, with what is missing', async () => {
  const channel = 'probe:send';
  const mode = 'isolated-sandboxed';
  await app.configure({ maxPayloadBytes: 100 });
  const cut = await sentBy(channel, 'callWith', mode, 'window', 'send', channel, 'x'.repeat(500), 'whole');
  await app.configure({ maxPayloadBytes: 262_144 });
  const outcome = await app.replay(await app.requestOf(cut));
  expect(outcome).toMatchObject({ status: 'refused', reason: 'not-whole' });
  expect(outcome).toMatchObject({ message: expect.stringMatching(/\d+ of (500 characters|2 entries) recorded/) });
  const request: ReplayRequest = { ...(await app.requestOf(cut)), args: ['rewritten', 'whole'] };
  const seen = app.seen(channel).length;
  expect(await app.replay(request)).toMatchObject({ status: 'sent' });
  await app.waitFor('the message', () => app.seen(channel).length > seen);
});

test('what carried a port is refused, unless it is sent without', async () => {
  const original = app.rows('port')[0] as number;
  const request = await app.requestOf(original);
  expect(request.carriedPorts).toBe(1);
  expect(await app.replay(request)).toMatchObject({ status: 'refused', reason: 'carries-ports' });
});

test('a request for what does not exist is refused', async () => {
  const request = await app.requestOf(app.rows('probe:invoke')[0] as number);
  expect(await app.replay({ ...request, target: 99 })).toMatchObject({ reason: 'target-gone' });
  expect(await app.replay({ ...request, endpoint: 9999 })).toMatchObject({ reason: 'frame-gone' });
  expect(await app.replay({ ...request, channel: '' })).toMatchObject({ reason: 'channel-invalid' });
  expect(await app.replay({ ...request, args: { not: 'a list' } })).toMatchObject({ reason: 'arguments-invalid' });
  const port: ReplayRequest = { ...request, kind: 'port', direction: 'port', port: 4711, args: [1] };
  expect(await app.replay(port)).toMatchObject({ reason: 'port-not-held' });
});

test('places are the frames that live, and whether they can send', async () => {
  const places = await app.capture.replays.places();
  const expected = MODES.flatMap((mode) => [app.frame(mode, 'window'), app.frame(mode, 'sub-frame')]);
  expect(places.map(({ endpoint }) => endpoint)).toEqual(expect.arrayContaining(expected));
  expect(places.every(({ kind, canSend }) => kind === 'frame' && canSend)).toBe(true);
});

/** The channel on which messages on the port appear that a message carried. */
function portChannel(row: number): string {
  const { table } = app.session.fold;
  const port = table.ports.at(-1);
  expect(app.column(row, 'portCount')).toBe(1);
  return `port ${port?.id}`;
}
