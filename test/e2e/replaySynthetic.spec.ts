/** Frames in which nothing of ours could call: an event can be made up, which is offered, and told. */

import { expect, test } from 'playwright/test';
import { electron, posix, unless } from '../support/conditions';
import { ReplayApp, type Seen } from '../support/replayApp';

test.skip(...unless(posix, 'the app takes commands from a socket that is a file'));

const KINDS: [kind: string, channel: string, status: string][] = [
  ['send', 'probe:send', 'ok'],
  ['invoke', 'probe:invoke', 'ok'],
  ['invoke', 'probe:throw', 'error'],
  ['sendSync', 'probe:sync', 'ok'],
  ['postMessage', 'probe:post', 'ok'],
];

for (const dispatch of ['webContents', 'session'] as const) {
  test.describe(`dispatched by the ${dispatch}`, () => {
    test.describe.configure({ mode: 'default' });
    if (dispatch === 'session') test.skip(...unless(electron({ to: 34 }), 'later ones have what is emulated'));
    let app: ReplayApp;

    test.beforeAll(async () => {
      const args = dispatch === 'session' ? ['--session-dispatch'] : [];
      app = await ReplayApp.launch(['isolated-sandboxed'], { args, settings: { timing: false } });
    });

    test.afterAll(() => app.close());

    for (const [kind, channel, status] of KINDS) {
      test(`${kind} on ${channel}`, async () => {
        await app.command('callWith', 'isolated-sandboxed', 'sub-frame', kind, channel, { a: [1, 'two'] });
        await app.waitFor('the message', () => app.rows(channel).length > 0 && app.seen(channel).length > 0);
        const [row] = app.rows(channel) as [number];
        await app.waitFor('its end', () => app.hasEnded(row));
        const refused = await app.replay(await app.requestOf(row));
        expect(refused).toMatchObject({ status: 'refused', reason: 'no-preload', canBeSynthetic: true });
        expect(app.rows(channel)).toEqual([row]);

        const again = await app.replayRow(row, { allowsSynthetic: true });
        expect(again.answer.status).toBe(status);
        const answer = await app.answerOf(row);
        expect(again.answer.result).toEqual(answer?.result);
        expect(again.answer.error?.text).toBe(answer?.error?.text);
        await app.waitFor('the listener', () => app.seen(channel).length > 1);
        const [genuine, madeUp] = app.seen(channel).map(withoutClass);
        expect(madeUp).toEqual(genuine);
        const { target, seq } = { target: app.column(row, 'target'), seq: app.column(again.row, 'seq') };
        expect(app.session.fold.table.replays.of({ target, seq })).toMatchObject({ isSynthetic: true });
        expect(app.column(again.row, 'from')).toBe(app.column(row, 'from'));
      });
    }

    test('places say that they can’t send', async () => {
      const places = await app.capture.replays.places();
      expect(places.length).toBe(2);
      expect(places.every(({ canSend }) => !canSend)).toBe(true);
    });
  });
}

/** The class of an event and the order of its fields can't be made up. */
function withoutClass({ properties: _p, prototypes: _c, methods: _m, keys: _k, ...rest }: Seen): object {
  return rest;
}
