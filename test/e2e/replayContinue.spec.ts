/** A capture is played into an app that is started beside it: both are in one session, and the file is left as it is. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { REPLAY_CLOCK, replaySource } from '../../src/main/capture/replaySource';
import { Inspection } from '../../src/main/inspection/inspection';
import { OpenedSession } from '../../src/main/recordings/openedSession';
import { Player } from '../../src/shared/replay/player';
import type { CaptureState } from '../../src/shared/session/captureState';
import { runCommand } from '../support/commandLine';
import { Inspector } from '../support/inspector';
import { agentFile, electronExecutable, testApps } from '../support/paths';

test.describe.configure({ mode: 'default', timeout: 120_000 });

const appPath = join(testApps, 'answers');
let folder = '';
let file = '';
let inspection: Inspection;
let states: CaptureState['phase'][] = [];

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-continue-'));
  const options = ['-o', 'run.escope', '--no-redact', '--electron', electronExecutable()];
  const { code } = await runCommand(folder, 'record', appPath, ...options, '--', '--calls');
  expect(code).toBe(0);
  file = join(folder, 'run.escope');
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.beforeEach(() => {
  states = [];
  inspection = new Inspection(
    {
      sessionsFolder: join(folder, 'sessions'),
      indexFolder: join(folder, 'indexes'),
      writerName: 'test',
      agentFile,
      hookFile: '',
      fallbackElectron: async () => undefined,
      variables: process.env,
    },
    async () => false,
  );
  inspection.onState.on(({ phase }) => states.push(phase));
});

test.afterEach(() => inspection.close({ leaveTarget: false }));

test('its messages come first, and what is played into the app after them', async () => {
  const before = readFileSync(file);
  await inspection.openFiles([file]);
  const recorded = inspection.session?.fold.table.length ?? 0;
  expect(recorded).toBeGreaterThan(8);
  inspection.mark(Uint32Array.of(2), true);
  const lines = await inspection.session?.readMessage(2);
  const request = { appPath, args: [], workingDirectory: folder, electron: electronExecutable() };
  expect(await inspection.continueWith({ method: 'launch', ...request })).toBeUndefined();

  const { session } = inspection.capture;
  if (session === undefined) throw new Error('there is no session');
  expect(inspection.session).toBe(session);
  expect(await session.readMessage(2)).toEqual(lines);
  expect(session.fold.table.columns.get(2, 'flags') & 8).toBe(8);
  await expect.poll(() => session.fold.facts.targets.map(({ target }) => target)).toEqual([1, 2]);
  expect(session.fold.facts.targets.map(({ endedAt }) => endedAt === undefined)).toEqual([false, true]);

  const rows = Uint32Array.from({ length: recorded }, (_, row) => row).filter((row) =>
    ['notes:add', 'notes:who'].includes(session.fold.table.channelOf(row)),
  );
  const signal = new AbortController().signal;
  const options = { frameTimeoutMs: 20_000, allowsSynthetic: false, map: [], signal };
  const player = new Player(
    replaySource(session, rows, inspection.capture, options),
    {
      ...REPLAY_CLOCK,
      send: (request) => inspection.replay(request),
      answerOf: (message) => inspection.awaitAnswer(message, 20_000),
    },
    { pace: { type: 'answers' }, pausesOnDifference: false },
  );
  player.play();
  await player.ended;
  expect(player.results.map(({ outcome }) => outcome)).toMatchObject([{ target: 2 }, { target: 2 }, { target: 2 }]);
  expect(player.results.map(({ answer }) => answer?.result)).toMatchObject([{ id: 1 }, { id: 2 }, 'second']);
  const { table } = session.fold;
  const flags = Array.from({ length: table.length - recorded }, (_, i) => table.columns.get(recorded + i, 'flags') & 4);
  expect(flags.filter((flag) => flag === 4)).toHaveLength(3);

  await inspection.capture.stopTarget();
  await session.flush();
  const again = await OpenedSession.open(session.path);
  expect(again.damage).toMatchObject({ count: 0, tornBytes: 0 });
  expect(again.fold.table.length).toBe(table.length);
  expect(again.fold.table.replays.list).toEqual(table.replays.list);
  await again.close();
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('if the app does not start, the capture is shown as before, and nothing is left', async () => {
  await inspection.openFiles([file]);
  const shown = inspection.session;
  const sessions = readdirSync(join(folder, 'sessions')).length;
  const request = { appPath: join(folder, 'nowhere'), args: [], workingDirectory: folder };
  const error = await inspection.continueWith({ method: 'launch', ...request });
  expect(error).toMatchObject({ code: 'no-such-path' });
  expect(inspection.session).toBe(shown);
  expect(inspection.state.phase).toBe('opened');
  expect(states.at(-1)).toBe('opened');
  expect((await inspection.session?.readMessage(0))?.message).toContain('"type":"message"');
  expect(readdirSync(join(folder, 'sessions'))).toHaveLength(sessions);
});

test('in the window: the button, the app that is chosen, and what it answers', async () => {
  const inspector = await Inspector.open('--open', file);
  try {
    await inspector.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, appPath);
    await inspector.page.getByRole('button', { name: 'Play the capture into an app …' }).click();
    const panel = inspector.page.getByRole('region', { name: 'Replay', exact: true });
    await expect(panel.getByLabel('Messages')).toHaveValue('ended');
    await panel.getByRole('button', { name: 'Play 9' }).click();
    // Each note that is added tells when; everything else is answered as it was.
    await expect(panel.getByRole('status')).toContainText('Done: 9 of 9 sent, 2 differ');
    await inspector.filter.fill('is:replayed');
    await expect(inspector.statusBar).toContainText('9 shown');
    expect(inspector.problems).toEqual([]);
  } finally {
    await inspector.close();
  }
});
