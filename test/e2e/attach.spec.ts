/** Attaching to an app that runs already: by its inspector's port and by its process id, and leaving it as it was. */

import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { lookAtPort } from '../../src/main/targets/nodeInspector/inspectorEndpoint';
import { listeningPorts } from '../../src/main/targets/processes/listeningPorts';
import type { JournalEntry, TargetEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { messagesOf } from '../support/captureFile';
import { runCommand, startCommand } from '../support/commandLine';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { PatchedMethods } from '../support/patchedMethods';
import { projectRoot, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { startPretender } from '../support/pretender';
import { children, isAlive, livingDescendants } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

const attachable = join(testApps, 'attachable');

let folder = '';
const started: PlainApp[] = [];
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-attach-'));
});
test.afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
  rmSync(folder, { recursive: true, force: true });
});

function start(args: readonly string[], variables: NodeJS.ProcessEnv = {}): PlainApp {
  const app = PlainApp.start(args, { variables });
  started.push(app);
  return app;
}

/** The app has exchanged messages over all its channels. */
async function startAttachable(...electronArgs: string[]): Promise<PlainApp> {
  const app = start([...electronArgs, attachable]);
  await app.waitForOutput('ready');
  return app;
}

/** Empty as long as nothing was attached to. */
function journal(name: string): string {
  return existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
}

function readCapture(name: string): JournalEntry[] {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => decodeLine(line) as JournalEntry);
}

function record(target: string, ...options: string[]) {
  return runCommand(folder, 'record', '--attach', target, '-o', 'run.escope', ...options);
}

test.describe('by port', () => {
  test('sees what was registered long before, says since when, and leaves everything as it was', async () => {
    test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));
    const app = await startAttachable('--inspect=0');
    const port = await app.inspectorPort();
    const methods = await PatchedMethods.note(port);
    expect(await methods.differences()).toEqual([]);

    const run = startCommand(folder, 'record', '--attach', String(port), '-o', 'run.escope', '--for', '60s');
    await expect.poll(() => run.output.stderr, { timeout: 20_000 }).toContain('Recording to');
    await expect.poll(() => journal('run.escope').length).toBeGreaterThan(20_000);
    // The comparison can tell: at this moment there is a difference.
    const differences = await methods.differences();
    expect(differences).toContain('WebContents._init changed');
    // No prototype has a key more or less than without the agent; the maps of handlers are Electron's own, and private.
    expect(differences.filter((text) => / is (new|gone)$/.test(text) && !text.startsWith('handlers'))).toEqual([]);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain('it was interrupted');

    await expect.poll(() => methods.differences()).toEqual([]);
    await methods.close();
    expect(isAlive(app.pid)).toBe(true);

    const entries = readCapture('run.escope');
    const target = entries.find((entry): entry is TargetEntry => entry.type === 'target');
    expect(target).toMatchObject({ name: 'Attachable', appVersion: '1.2.3', pid: app.pid });
    expect(target?.hooks.filter(({ unavailable }) => unavailable !== undefined)).toEqual([]);
    const messages = messagesOf(entries);
    expect(target?.attachedAt).toBeGreaterThan(0);
    expect(Math.min(...messages.map(({ at }) => at))).toBeGreaterThan(target?.attachedAt ?? 0);
    const kinds = new Map(messages.map(({ channel, kind }) => [channel, kind]));
    expect(kinds).toEqual(
      new Map([
        ['early:note', 'send'],
        ['early:double', 'invoke'],
        ['window:name', 'invoke'],
      ]),
    );
    const double = messages.find(({ channel, outcome }) => channel === 'early:double' && outcome !== undefined);
    expect(double?.outcome?.status).toBe('ok');
    expect(double?.result).toBe(2 * Number((double?.args as number[] | undefined)?.[0]));
    const channels = entries
      .filter((entry) => entry.type === 'channel')
      .map(({ emitter, channel }) => `${emitter} ${channel}`);
    expect(channels).toEqual(
      expect.arrayContaining(['ipcMain early:double', 'ipcMain early:note', 'webContents window:name']),
    );
  });

  test('refuses to attach twice, and attaches again once it is detached', async () => {
    const app = await startAttachable('--inspect=0');
    const port = String(await app.inspectorPort());
    const first = startCommand(folder, 'record', '--attach', port, '-o', 'first.escope', '--for', '60s');
    await expect.poll(() => first.output.stderr, { timeout: 20_000 }).toContain('Recording to');
    await expect.poll(() => journal('first.escope')).toContain('early:note');
    const second = await record(port, '--for', '1s');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`Another Electroscope (process ${first.child.pid}) is attached to port ${port}.`);
    expect(second.stderr).toContain('Detach that one first');
    // The first one goes on.
    const before = journal('first.escope').length;
    await expect.poll(() => journal('first.escope').length).toBeGreaterThan(before);
    first.child.kill('SIGINT');
    await first.closed;
    const third = await record(port, '--max', '5', '--force');
    expect(third.code).toBe(0);
    expect(isAlive(app.pid)).toBe(true);
  });

  test('notices the end of the app', async () => {
    const app = await startAttachable('--inspect=0');
    const run = startCommand(folder, 'record', '--attach', String(await app.inspectorPort()), '-o', 'run.escope');
    await expect.poll(() => run.output.stderr, { timeout: 20_000 }).toContain('Recording to');
    await expect.poll(() => journal('run.escope')).toContain('early:note');
    await app.stop();
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain('Ended because Attachable ended');
  });

  test('the window attaches, shows new messages, and leaves the app running when it is closed', async () => {
    const app = await startAttachable('--inspect=0');
    const inspector = await Inspector.open('--attach', String(await app.inspectorPort()));
    await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('attached');
    await inspector.setFilter('channel:early:double');
    await expect(inspector.rows.first()).toBeVisible();
    await expect(inspector.statusBar).toContainText('attached late');
    // The document that was there is known for what it is: one that can be replaced.
    process.kill(app.pid, 'SIGUSR2');
    await expect(inspector.page.getByText('Reloaded')).toBeVisible();

    await inspector.page.getByRole('button', { name: 'Detach from the app' }).click();
    await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('was detached and runs on');
    const ends = () => inspector.journalLines().filter((line) => line.startsWith('{"type":"targetEnd"')).length;
    await expect.poll(ends).toBe(1);
    await inspector.page.getByRole('button', { name: 'Attach again' }).click();
    await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('attached');
    await expect
      .poll(() => inspector.journalLines().filter((line) => line.startsWith('{"type":"target","target":2')).length)
      .toBeGreaterThan(0);
    await inspector.close();
    expect(isAlive(app.pid)).toBe(true);
    expect(inspector.problems).toEqual([]);
  });
});

test.describe('by process id', () => {
  test('switches the inspector on for as long as it takes, and again', async () => {
    const app = await startAttachable();
    for (const target of [String(app.pid), `pid:${app.pid}`]) {
      const run = await record(target, '--max', '20', '--force');
      expect(run.stderr).not.toContain('electroscope:');
      expect(run.code).toBe(0);
      expect(readCapture('run.escope').filter(({ type }) => type === 'message').length).toBeGreaterThanOrEqual(20);
      // Nobody else can come in afterwards.
      await expect.poll(() => listeningPorts(app.pid)).toEqual([]);
    }
    expect(isAlive(app.pid)).toBe(true);
    expect(app.output).toContain('Debugger ending');
  });

  test('interrupted while it comes in, it leaves nothing behind', async () => {
    const app = await startAttachable();
    const run = startCommand(folder, 'record', '--attach', `pid:${app.pid}`, '-o', 'run.escope');
    await app.waitForOutput('Debugger listening');
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain('it was interrupted');
    await expect.poll(() => listeningPorts(app.pid)).toEqual([]);
    // Whether the agent was in by then or not, the next one finds the app as it was.
    expect((await record(`pid:${app.pid}`, '--max', '5', '--force')).code).toBe(0);
    expect(isAlive(app.pid)).toBe(true);
  });

  test('names the main process for one of its helpers', async () => {
    const app = await startAttachable();
    await expect.poll(() => livingDescendants(app.pid)).toBeGreaterThan(3);
    const list = await runCommand(folder, 'list', '--json');
    const pids = (JSON.parse(list.stdout) as { pid: number }[]).map(({ pid }) => pid);
    expect(pids).toContain(app.pid);
    const helper = children(app.pid).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type='));
    const run = await record(`pid:${helper}`);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(new RegExp(`Process ${helper} is a \\S+ process of an app, not its main process`));
    expect(run.stderr).toContain(`Attach to its main process: ${app.pid}.`);
    expect(isAlive(Number(helper))).toBe(true);
  });

  test('never signals a process that is no Electron app', async () => {
    const node = start(['-e', 'setInterval(() => {}, 1000); console.log("running")'], { ELECTRON_RUN_AS_NODE: '1' });
    await node.waitForOutput('running');
    const asNode = await record(`pid:${node.pid}`);
    expect(asNode.code).toBe(1);
    expect(asNode.stderr).toContain('is not the main process of an Electron app, but Electron run as Node');
    const own = await record(`pid:${process.pid}`);
    expect(own.stderr).toContain('is not an Electron app');
    expect(isAlive(node.pid)).toBe(true);
    // Its inspector, which was switched on to find out, is off again.
    await expect.poll(() => listeningPorts(node.pid)).toEqual([]);
  });
});

test.describe('what can’t be attached to', () => {
  test('is told from what can', async () => {
    const web = createServer((_request, response) => response.end('<h1>hello</h1>')).listen(0, '127.0.0.1');
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    const portOf = (server: typeof web) => (server.address() as AddressInfo).port;
    await Promise.all([web, silent].map((server) => once(server, 'listening')));
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const free = portOf(closed);
    closed.close();
    const cases: [target: string, code: number, message: string | RegExp][] = [
      ['nonsense', 2, '“nonsense” is not something to attach to'],
      ['127.0.0.1:99999', 2, 'is not something to attach to'],
      ['example.org:9229', 2, 'example.org is not this computer'],
      ['4194304', 1, 'There is no process 4194304'],
      [`127.0.0.1:${free}`, 1, `Nothing answers on port ${free}`],
      [String(portOf(web)), 1, `What listens on port ${portOf(web)} is not an inspector`],
      [`localhost:${portOf(silent)}`, 1, `Nothing answers on localhost:${portOf(silent)}: it does not answer`],
    ];
    for (const [target, code, message] of cases) {
      const run = await record(target);
      expect(run.stderr, target).toMatch(message);
      expect(run.code, target).toBe(code);
    }
    silent.closeAllConnections();
    silent.close();
    web.close();
  });

  test('plain Node, Chromium’s debugging port, an unnamed inspector and too old an Electron are named', async () => {
    const electron = start(['--inspect=0', '--remote-debugging-port=0', attachable]);
    await electron.waitForOutput('ready');
    const chromium = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(electron.output)?.[1] ?? '';
    expect((await record(chromium)).stderr).toContain('is Chromium’s remote debugging port');

    const unnamed = await startAttachable('--inspect=0', '--inspect-publish-uid=stderr');
    expect((await record(String(await unnamed.inspectorPort()))).stderr).toContain('does not tell its address');

    const node = start(['--inspect=0', '-e', 'setInterval(() => {}, 1000)'], { ELECTRON_RUN_AS_NODE: '1' });
    expect((await record(String(await node.inspectorPort()))).stderr).toContain('but Electron run as Node');

    const old = start(['--inspect=0', '-r', join(testApps, 'claims', 'electron12.cjs'), attachable]);
    await old.waitForOutput('ready');
    const run = await record(String(await old.inspectorPort()));
    expect(run.stderr).toContain('runs on Electron 12.2.3; Electroscope needs 20 or later');
    expect(isAlive(old.pid)).toBe(true);
  });

  test('an app that hangs is given up, and left alone', async () => {
    const app = await startAttachable('--inspect=0');
    const port = await app.inspectorPort();
    process.kill(app.pid, 'SIGSTOP');
    const run = await record(String(port));
    process.kill(app.pid, 'SIGCONT');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`Nothing answers on port ${port}: it does not answer`);
    expect((await lookAtPort('127.0.0.1', port)).is).toBe('inspector');
  });
});

test('looking for apps sends nothing to the ports on which they serve others', async () => {
  const app = start([join(testApps, 'serving')]);
  await app.waitForOutput(/serving \d+ \d+/);
  const port = Number(/serving (\d+)/.exec(app.output)?.[1]);
  for (const args of [['list'], ['list', '--json']]) {
    expect((await runCommand(folder, ...args)).stdout).toContain(String(app.pid));
  }
  const inspector = await Inspector.open();
  await expect(inspector.page.getByText(`pid ${app.pid}`)).toBeVisible();
  await inspector.close();
  expect((await record(`pid:${app.pid}`, '--max', '1')).code).toBe(0);
  expect(app.output).not.toContain('received');
  // What was meant to be served still is.
  const answer = await fetch(`http://127.0.0.1:${port}/callback`);
  expect(await answer.text()).toBe('done');
  await app.waitForOutput('received GET /callback');
});

test('an app that handles SIGUSR1 itself gets it once, and is named as the cause', async () => {
  const app = start(['-r', join(projectRoot, 'test', 'fixtures', 'ownSignal.cjs'), attachable]);
  await app.waitForOutput('ready');
  const run = await record(`pid:${app.pid}`);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain(`Process ${app.pid} was sent SIGUSR1 once`);
  expect(run.stderr).toContain('may handle SIGUSR1 itself');
  expect(run.stderr).toContain('--inspect=0');
  expect(app.output.match(/own signal/g)).toHaveLength(1);
});

test('an app is sent no signal where the port of its inspector is taken', async () => {
  const app = await startAttachable();
  const other = createServer().listen(9229, '127.0.0.1');
  await once(other, 'listening');
  const run = await record(`pid:${app.pid}`);
  expect(run.stderr).toContain('another process has its port 9229');
  await new Promise((resolve) => other.close(resolve));
  expect(app.output).not.toContain('Starting inspector');
  expect((await record(`pid:${app.pid}`, '--max', '5', '--force')).code).toBe(0);
});

test('what poses as an app on an inspector port is not told how to reach Electroscope', async () => {
  const app = await startAttachable();
  const pretender = await startPretender({ pid: app.pid, name: 'Notes\u001b[2J\u202e' });
  const run = await record(String(pretender.port));
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('is not known to listen there as you');
  expect(run.stderr).not.toContain('\u001b');
  expect(pretender.received()).toContain('Runtime.evaluate');
  expect(pretender.received()).not.toContain('token');
  pretender.close();
});

test('list shows what runs, and how to attach to it', async () => {
  const [open, closed] = [await startAttachable('--inspect=0'), await startAttachable()];
  const port = await open.inspectorPort();
  const table = await runCommand(folder, 'list');
  expect(table.code).toBe(0);
  const lineOf = (pid: number) => table.stdout.split('\n').find((line) => line.includes(` ${pid} `));
  expect(lineOf(open.pid)).toMatch(/^Attachable +33\.4\.11 +\d+ +--attach \d+ +its inspector listens on port \d+$/);
  expect(lineOf(open.pid)).toContain(`--attach ${port}`);
  expect(lineOf(closed.pid)).toMatch(
    /^Attachable +33\.4\.11 +\d+ +--attach pid:\d+ +its inspector can be switched on$/,
  );
});
