/** What was sent again arrives in main as a genuine message does: every field of its event is the same, and every value. */

import { expect, test } from 'playwright/test';
import { NO_REDACTION } from '../../src/shared/redaction/rules';
import { electron, posix, unless } from '../support/conditions';
import { ReplayApp, type Seen } from '../support/replayApp';

test.skip(...unless(posix, 'the app takes commands from a socket that is a file'));

const MODES = ['isolated-sandboxed', 'isolated-plain', 'shared-sandboxed', 'shared-plain'];
const PLACES = ['window', 'sub-frame'] as const;
const KINDS: [kind: string, channel: string, status: string][] = [
  ['send', 'probe:send', 'ok'],
  ['invoke', 'probe:invoke', 'ok'],
  ['invoke', 'probe:throw', 'error'],
  ['sendSync', 'probe:sync', 'ok'],
  ['postMessage', 'probe:post', 'ok'],
];

for (const dispatch of ['webContents', 'session'] as const) {
  test.describe(`dispatched by the ${dispatch}`, () => {
    test.describe.configure({ mode: 'default', timeout: 180_000 });
    if (dispatch === 'session') test.skip(...unless(electron({ to: 34 }), 'later ones have what is emulated'));
    let app: ReplayApp;

    test.beforeAll(async () => {
      const args = dispatch === 'session' ? ['--session-dispatch'] : [];
      app = await ReplayApp.launch(MODES, { args, settings: { redaction: NO_REDACTION } });
    });

    test.afterAll(() => app.close());

    for (const mode of MODES) {
      for (const place of PLACES) {
        test(`from the ${place}, ${mode}`, async () => {
          for (const [kind, channel, status] of KINDS) {
            const before = { seen: app.seen(channel).length, rows: app.rows(channel).length };
            await app.command('call', mode, place, kind, channel, 'all');
            await app.waitFor(`the genuine ${channel}`, () => app.seen(channel).length > before.seen);
            await app.waitFor('its row', () => app.rows(channel).length > before.rows);
            const original = app.rows(channel)[before.rows] as number;
            await app.waitFor('its end', () => app.hasEnded(original));
            const again = await app.replayRow(original);
            await app.waitFor(`the replayed ${channel}`, () => app.seen(channel).length > before.seen + 1);
            const [genuine, replayed, ...more] = app.seen(channel).slice(before.seen);
            expect(more).toEqual([]);
            expect(unlike(genuine, replayed)).toEqual([]);
            expect(again.answer.status).toBe(status);
            const answer = await app.answerOf(original);
            expect(JSON.stringify(again.answer.result)).toBe(JSON.stringify(answer?.result));
            expect(again.answer.error?.text).toBe(answer?.error?.text);
          }
        });
      }
    }
  });
}

/** The fields that differ, and how, in short: what is seen of all values together is long. */
function unlike(one: Seen | undefined, other: Seen | undefined): string[] {
  return [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])].flatMap((key) => {
    const [a, b] = [one, other].map((seen) => JSON.stringify(seen?.[key]) ?? 'absent') as [string, string];
    if (a === b) return [];
    let at = 0;
    while (a[at] === b[at]) at++;
    return [`${key}: …${a.slice(Math.max(0, at - 60), at + 80)}… / …${b.slice(Math.max(0, at - 60), at + 80)}…`];
  });
}
