/** `electroscope replay`: a capture of one build is played into another, and what it answers otherwise is told. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { ReplayReport } from '../../src/main/cli/replayReport';
import { runCommand, startCommand } from '../support/commandLine';
import { linux, unless } from '../support/conditions';
import { electronExecutable, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

test.describe.configure({ mode: 'default', timeout: 120_000 });

const app = join(testApps, 'answers');
const electron = ['--electron', electronExecutable()];
let folder = '';

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-replay-'));
  for (const [file, ...options] of [['whole.escope', '--no-redact'], ['redacted.escope']] as const) {
    const { code, stderr } = await runCommand(
      folder,
      'record',
      app,
      '-o',
      file,
      ...options,
      ...electron,
      '--',
      '--calls',
    );
    expect(stderr).toContain('captured');
    expect(code).toBe(0);
  }
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function replay(file: string, options: readonly string[], appArgs: readonly string[] = []) {
  const all = ['replay', file, app, ...electron, '--report', 'report.json', '--force', ...options, '--', ...appArgs];
  const run = await runCommand(folder, ...all);
  return { ...run, report: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ReplayReport };
}

const FAST = ['--speed', 'fast', '--no-redact', '--ignore', 'at'];

test('a build that answers as it did', async () => {
  const { code, stderr, report } = await replay('whole.escope', FAST);
  expect(stderr).toContain('Played 9 of 9 messages: 6 answered as recorded');
  expect(report).toMatchObject({ total: 9, played: 9, same: 6, sent: 3, different: 0, refused: 0, unanswered: 0 });
  expect(report.steps.map(({ channel }) => channel).sort()).toEqual(
    [
      'called',
      'called',
      'login',
      'notes:add',
      'notes:add',
      'notes:count',
      'notes:fails',
      'notes:seen',
      'notes:who',
    ].sort(),
  );
  expect(report.steps.every(({ ms, recordedMs }) => ms !== undefined && recordedMs !== undefined)).toBe(true);
  expect(code).toBe(0);
});

test('a build that answers otherwise', async () => {
  const { code, stderr, report } = await replay('whole.escope', FAST, ['--broken']);
  expect(code).toBe(1);
  expect(report).toMatchObject({ total: 9, played: 9, same: 3, sent: 3, different: 3 });
  expect(stderr).toContain('≠ invoke notes:add');
  expect(stderr).toContain('result.text is "lost"; it was "two"\n');
  expect(stderr).toContain('result is -1; it was 2');
  const different = report.steps.filter(({ verdict }) => verdict === 'different');
  expect(different).toMatchObject([
    { channel: 'notes:add', changes: [{ type: 'changed', path: '.text', before: 'two', after: 'lost' }] },
    { channel: 'notes:count', changes: [{ type: 'changed', path: '', before: 2, after: -1 }] },
    { channel: 'notes:fails', recordedStatus: 'error', status: 'ok' },
  ]);
});

test('what changes each time is different, unless it is ignored', async () => {
  const { code, report } = await replay('whole.escope', ['--speed', 'fast', '--filter', 'channel:notes:add']);
  expect(code).toBe(1);
  const changes = report.steps.map((step) => step.changes?.map(({ path }) => path));
  expect(changes).toEqual([['.at'], ['.at']]);
});

test('it can end with the first difference', async () => {
  const { code, stderr, report } = await replay('whole.escope', [...FAST, '--stop-on-difference'], ['--broken']);
  expect(code).toBe(1);
  expect(report).toMatchObject({ played: 2, different: 1, endedEarly: 'the first difference was found' });
  expect(stderr).toContain('It ended early');
});

test('what was redacted is refused, with its place', async () => {
  const { code, stderr, report } = await replay('redacted.escope', ['--speed', 'fast', '--ignore', 'at']);
  expect(code).toBe(1);
  expect(report).toMatchObject({ same: 5, sent: 3, refused: 1 });
  expect(stderr).toContain('[0].password: redacted in the target');
});

test('at the recorded pace, and faster', async () => {
  const recorded = await replay('whole.escope', ['--no-redact', '--ignore', 'at']);
  expect(recorded).toMatchObject({ code: 0, report: { same: 6, speed: '1x' } });
  const faster = await replay('whole.escope', ['--no-redact', '--ignore', 'at', '--speed', '50x']);
  expect(faster).toMatchObject({ code: 0, report: { same: 6, speed: '50x' } });
});

test('an app that ends in the middle', async () => {
  const { code, stderr, report } = await replay('whole.escope', ['--speed', '0.001x', '--no-redact'], ['--ends']);
  expect(code).toBe(1);
  expect(report.endedEarly).toContain('ended with exit code 3');
  expect(report.played).toBeLessThan(9);
  expect(stderr).toContain('It ended early, because answers');
});

test('an app that runs already: its documents can’t be made to call, but events can be made up', async () => {
  const running = PlainApp.start(['--inspect=0', join(testApps, 'attachable')]);
  try {
    await running.waitForOutput('ready');
    const attach = ['--attach', String(await running.inspectorPort())];
    const recorded = await runCommand(
      folder,
      'record',
      ...attach,
      '-o',
      'attached.escope',
      '--until',
      'channel:early:double is:ok',
    );
    expect(recorded.code).toBe(0);
    // The last call may have had no answer yet when the recording ended.
    const options = [...attach, '--filter', 'channel:early:double is:ok', '--speed', 'fast', '--timeout', '1s'];
    const refused = await runCommand(folder, 'replay', 'attached.escope', ...options);
    expect(refused.stderr).toContain('The app has no frame of “Attachable');
    expect(refused.stderr).toMatch(/ 0 answered as recorded, .* [1-9]\d* could not be sent/);
    expect(refused.code).toBe(1);
    const madeUp = await runCommand(
      folder,
      'replay',
      'attached.escope',
      ...options,
      '--synthetic',
      '--report',
      'r.json',
    );
    expect(madeUp.stderr).toContain(' 0 differently, 0 not in time; 0 sent, nothing to compare; 0 could not be sent.');
    expect(madeUp.code).toBe(0);
    const report = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as ReplayReport;
    expect(report.same).toBeGreaterThan(2);
    expect(report.steps.every(({ synthetic, verdict }) => synthetic && verdict === 'same')).toBe(true);
    expect(isAlive(running.pid)).toBe(true);
  } finally {
    await running.stop();
  }
});

test('Ctrl-C ends it and the app', async () => {
  const run = startCommand(folder, 'replay', 'whole.escope', app, ...electron, '--speed', '0.001x', '--no-redact');
  await expect.poll(() => livingDescendants(run.child.pid), { timeout: 20_000 }).toBeGreaterThan(2);
  run.child.kill('SIGINT');
  expect(await run.closed).toBe(130);
  await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
});

test('wrong usage', async () => {
  for (const [args, told] of [
    [['replay'], 'The capture file is missing'],
    [['replay', 'whole.escope'], 'There is no app to play it into'],
    [['replay', 'whole.escope', app, '--speed', 'quick'], 'is not a speed'],
    [['replay', 'whole.escope', app, '--filter', 'kynd:send'], 'is not a valid filter'],
    [['replay', 'whole.escope', app, '--ignore', '/(/'], 'can’t be used'],
  ] as const) {
    const { code, stderr } = await runCommand(folder, ...args);
    expect(stderr).toContain(told);
    expect(code).toBe(2);
  }
});

test('a filter that lets nothing through', async () => {
  const { code, stderr } = await runCommand(folder, 'replay', 'whole.escope', app, '--filter', 'channel:nowhere');
  expect(stderr).toContain('Nothing in whole.escope can be played.');
  expect(code).toBe(1);
});
