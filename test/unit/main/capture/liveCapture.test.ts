import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveCapture, type LiveCaptureOptions } from '../../../../src/main/capture/liveCapture';
import type { TargetRequest } from '../../../../src/main/targets/watchedTarget';
import { addRule, NO_REDACTION, type RedactionRules } from '../../../../src/shared/redaction/rules';
import type { CaptureState } from '../../../../src/shared/session/captureState';
import { readEntries } from '../../../support/captureFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

let folder = '';
let open: LiveCapture[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});
afterEach(async () => {
  for (const capture of open) await capture.close();
});

const nothing = () => {};

function createCapture(
  stateChanged: (state: CaptureState) => void = nothing,
  settings: Partial<LiveCaptureOptions> = {},
): LiveCapture {
  const hookFile = join(folder, 'hook.cjs');
  writeFileSync(hookFile, '');
  const capture = new LiveCapture({
    sessionsFolder: folder,
    agentFile: '/none',
    hookFile,
    fallbackElectron: async () => undefined,
    variables: process.env,
    writerName: 'test',
    ...settings,
  });
  capture.onState.on(stateChanged);
  open.push(capture);
  return capture;
}

/** Leaves a file, and stays; no app of it ever reports. */
function commandThatWrites(name: string): TargetRequest {
  const script = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, name))}, ''); setInterval(() => {}, 1000)`;
  return { method: 'command', command: [process.execPath, '-e', script], workingDirectory: folder };
}

/** Had it been started, it had written its file by now: another one starts the same afterwards, and has. */
async function expectNotStarted(name: string): Promise<void> {
  await createCapture().start(commandThatWrites('afterwards'));
  await expect.poll(() => existsSync(join(folder, 'afterwards'))).toBe(true);
  expect(existsSync(join(folder, name))).toBe(false);
}

test('what is closed starts nothing more', async () => {
  const closed = createCapture();
  await closed.close();
  expect(await closed.start(commandThatWrites('late'))).toBeUndefined();
  expect(closed.state).toEqual({ phase: 'idle' });
  await expectNotStarted('late');
});

test('asked three times at once to join an app, it joins once', async () => {
  const connections: Socket[] = [];
  // Takes connections and never answers.
  const server = createServer((socket) => connections.push(socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const request: TargetRequest = { method: 'attach', target: `127.0.0.1:${port}` };
  const capture = createCapture();
  const errors = Promise.all([capture.start(request), capture.start(request), capture.start(request, 'addToSession')]);
  await expect.poll(() => connections.length).toBe(1);
  for (const connection of connections) connection.destroy();
  server.close();
  const [first, ...others] = await errors;
  expect(first).toMatchObject({ code: expect.any(String) });
  expect(others).toEqual([first, first]);
  expect(connections).toHaveLength(1);
  // Once more, it is tried again.
  expect(await capture.start(request)).not.toBe(first);
});

for (const [how, end] of [
  ['closed', (capture: LiveCapture) => capture.close()],
  ['stopped', (capture: LiveCapture) => capture.stopTarget()],
] as const)
  test(`${how} in the moment before something is started: it is not started`, async () => {
    let ending: Promise<void> | undefined;
    const capture = createCapture(({ phase }) => {
      // From here on the address is waited for that its agents are to get.
      if (phase === 'starting') ending ??= end(capture);
    });
    expect(await capture.start(commandThatWrites('early'))).toBeUndefined();
    expect(ending).toBeDefined();
    await ending;
    expect(capture.session).toBeUndefined();
    await expectNotStarted('early');
  });

test('what is stopped before an app of it has reported has not failed', async () => {
  const capture = createCapture();
  expect(await capture.start(commandThatWrites('started'))).toBeUndefined();
  expect(capture.state).toMatchObject({ phase: 'starting' });
  await expect.poll(() => existsSync(join(folder, 'started'))).toBe(true);
  await capture.stopTarget();
  expect(capture.state).toMatchObject({ phase: 'ended', how: 'was killed by SIGTERM' });
});

for (const [what, again] of [
  ['restarted', (capture: LiveCapture, _name: string) => capture.relaunch()],
  ['replaced', (capture: LiveCapture, name: string) => capture.start(commandThatWrites(name))],
] as const)
  test(`what is stopped while it is being ${what} is not started again`, async () => {
    const capture = createCapture();
    await capture.start(commandThatWrites('started'));
    const file = join(folder, 'started');
    await expect.poll(() => existsSync(file)).toBe(true);
    const starting = again(capture, 'started');
    // It is being ended, and writes no more.
    rmSync(file);
    await capture.stopTarget();
    expect(await starting).toBeUndefined();
    await expectNotStarted('started');
    expect(capture.state).toMatchObject({ phase: 'ended', how: 'was stopped before it started' });
  });

/** Prints on both streams, without a line break at the end, and ends. @returns the path of its session's journal */
async function runPrinting(capture: LiveCapture, script: string): Promise<string> {
  await capture.start({ method: 'command', command: [process.execPath, '-e', script], workingDirectory: folder });
  await expect.poll(() => capture.exits).toHaveLength(1);
  const path = capture.session?.path ?? '';
  await capture.close();
  return path;
}

const PRINTS = `
  console.log('one');
  console.error('Authorization: Bearer abcDEF123456abcDEF');
  process.stdout.write('the last');
`;

test('what a command prints is in its journal, and secrets of a known form are not', async () => {
  const capture = createCapture();
  const output = readEntries(await runPrinting(capture, PRINTS)).filter((entry) => entry.type === 'output');
  const [{ pid } = { pid: 0 }] = output;
  expect(pid).toBeGreaterThan(0);
  const texts = (stream: string) => output.filter((entry) => entry.stream === stream).map(({ text }) => text);
  expect(texts('stdout')).toEqual(['one', 'the last']);
  expect(texts('stderr')).toEqual([expect.stringMatching(/^Authorization: ‹redacted: [a-z ]+›$/)]);
  for (const entry of output) expect(entry.pid).toBe(pid);
});

test('the user’s own patterns hide secrets in what is printed, and new ones hold at once', async () => {
  const capture = createCapture(nothing, { agentSettings: { redaction: NO_REDACTION } });
  capture.configure({ redaction: addRule(NO_REDACTION, '/last/') as RedactionRules });
  const output = readEntries(await runPrinting(capture, PRINTS)).filter((entry) => entry.type === 'output');
  expect(output.map(({ text }) => text).sort()).toEqual([
    'Authorization: Bearer abcDEF123456abcDEF',
    'one',
    expect.stringMatching(/^the ‹redacted: .*›$/),
  ]);
});

test('output is not in the journal where it is not to be, and still shown', async () => {
  const capture = createCapture(nothing, { keepsOutput: false });
  const shown: string[] = [];
  capture.onOutput.on(({ output }) => {
    shown.push(...output.all.map(({ text }) => text));
    output.onLines.on((lines) => shown.push(...lines.map(({ text }) => text)));
  });
  const entries = readEntries(await runPrinting(capture, PRINTS));
  expect(entries.map(({ type }) => type)).not.toContain('output');
  expect(shown).toContain('the last');
});
