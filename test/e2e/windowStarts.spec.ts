/** The window opens from the command line, whatever the environment says that was meant for others. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type CommandRun, startCommand } from '../support/commandLine';
import { linux, unless } from '../support/conditions';
import { electronExecutable, testApps } from '../support/paths';
import { children, isAlive } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let folder = '';
let run: CommandRun | undefined;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-window-'));
});
test.afterEach(async () => {
  run?.child.kill('SIGTERM');
  await run?.closed;
  run = undefined;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});

/** Opens the window, which records into its data folder. */
function open(variables: NodeJS.ProcessEnv, ...args: string[]): void {
  run = startCommand(folder, { variables: { ...variables, ELECTROSCOPE_DATA_DIR: folder } }, ...args);
}

function journal(): string {
  const sessions = join(folder, 'sessions');
  if (!existsSync(sessions)) return '';
  const files = readdirSync(sessions).filter((name) => name.endsWith('.escope'));
  return files.map((name) => readFileSync(join(sessions, name), 'utf8')).join('');
}

const launch = () => [join(testApps, 'speaks'), '--electron', electronExecutable(), '--', '--end=never'];

test('with the Electron that the set-up of the checkout finds, where no variable names one', async () => {
  open({ ELECTRON_OVERRIDE_DIST_PATH: undefined, ELECTRON_EXEC_PATH: undefined }, ...launch());
  await expect.poll(journal, { timeout: 60_000 }).toContain('"channel":"spoken"');
});

test('in a terminal of an Electron app, which passes ELECTRON_RUN_AS_NODE on', async () => {
  open({ ELECTRON_RUN_AS_NODE: '1' }, ...launch());
  await expect.poll(journal, { timeout: 60_000 }).toContain('"channel":"spoken"');
});

test('below the development server of another project, whose page it does not load', async () => {
  const requests: string[] = [];
  const server = createServer(({ url }, response) => {
    requests.push(String(url));
    response.end('foreign page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A command is started once the window's page is there.
  const app = join(testApps, 'speaks');
  open(
    { ELECTRON_RENDERER_URL: url },
    'run',
    '--',
    electronExecutable(),
    app,
    '--end=never',
    '--prints=ELECTRON_RENDERER_URL',
  );
  await expect.poll(journal, { timeout: 60_000 }).toContain('"channel":"spoken"');
  expect(requests).toEqual([]);
  // The app itself gets it.
  expect(run?.output.stdout).toContain(`ELECTRON_RENDERER_URL=${url}`);
  server.close();
});

test('two signals in a row end it as one does, with the app that it has launched', async () => {
  open({}, ...launch());
  await expect.poll(journal, { timeout: 60_000 }).toContain('"channel":"spoken"');
  const inspector = children(run?.child.pid ?? 0)[0] ?? 0;
  const app = Number(/"type":"target".*?"pid":(\d+)/.exec(journal())?.[1]);
  process.kill(inspector, 'SIGTERM');
  process.kill(inspector, 'SIGTERM');
  setImmediate(() => isAlive(inspector) && process.kill(inspector, 'SIGINT'));
  expect(await run?.closed).toBe(0);
  await expect.poll(() => isAlive(app)).toBe(false);
  expect(journal()).toContain('"type":"targetEnd"');
});
