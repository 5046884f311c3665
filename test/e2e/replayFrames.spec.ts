/** Replay of what gates stand on: where the app lies or is served otherwise, where answers depend on later messages, or there are none. */

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { runCommand } from '../support/commandLine';
import { electronExecutable, testApps } from '../support/paths';

test.describe.configure({ mode: 'default', timeout: 120_000 });

const app = join(testApps, 'served');
const electron = ['--electron', electronExecutable()];
let folder = '';

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-frames-'));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function record(path: string, scene: string): Promise<string> {
  const file = `${scene}-${Date.now()}.escope`;
  const { code, stderr } = await runCommand(folder, 'record', path, '-o', file, ...electron, '--', `--scene=${scene}`);
  expect(code, stderr).toBe(0);
  return file;
}

const replay = (file: string, path: string, ...options: string[]) =>
  runCommand(folder, 'replay', file, path, ...electron, '--speed', 'fast', '--timeout', '10s', ...options);

for (const name of ['C#', '100%', 'what?', '[beta]', 'ünï çødé']) {
  test(`an app in a folder “${name}” is played into its next version`, async () => {
    const versions = ['v1', 'v2'].map((version) => join(folder, name, version));
    for (const version of versions) cpSync(app, version, { recursive: true });
    const [first = '', second = ''] = versions;
    const { code, stderr } = await replay(await record(first, 'notes'), second);
    expect(stderr).toContain('3 answered as recorded');
    expect(code).toBe(0);
  });
}

test('an app behind a link', async () => {
  const [real, link] = [join(folder, 'real'), join(folder, 'link')];
  cpSync(app, real, { recursive: true });
  symlinkSync(real, link, 'junction');
  const file = await record(link, 'notes');
  for (const path of [link, real, app]) {
    const { code, stderr } = await replay(file, path);
    expect(stderr).toContain('3 answered as recorded');
    expect(code).toBe(0);
  }
});

test.describe('from a dev server', () => {
  let servers: Server[] = [];
  let file = '';
  const urlOf = (server: Server | undefined) => {
    const address = server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}/`;
  };

  test.beforeAll(async () => {
    const page = readFileSync(join(app, 'renderer', 'index.html'));
    servers = [1, 2].map(() =>
      createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page)),
    );
    for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.PAGE_URL = urlOf(servers[0]);
    file = await record(app, 'notes');
  });

  test.afterEach(() => delete process.env.PAGE_URL);
  test.afterAll(() => {
    for (const server of servers) server.close();
  });

  test('into one at another port', async () => {
    process.env.PAGE_URL = urlOf(servers[1]);
    const { code, stderr } = await replay(file, app);
    expect(stderr).toContain('3 answered as recorded');
    expect(code).toBe(0);
  });

  test('into the build', async () => {
    const { code, stderr } = await replay(file, app);
    expect(stderr).toContain('3 answered as recorded');
    expect(code).toBe(0);
  });

  test('into where the user says it is, and nowhere else', async () => {
    const found = await replay(file, app, '--map', `${urlOf(servers[0])}=renderer/index.html`);
    expect(found.code, found.stderr).toBe(0);
    const missed = await replay(file, app, '--timeout', '1s', '--map', `${urlOf(servers[0])}=other.html`);
    expect(missed.stderr).toContain('The app has no frame of “Notes”');
    expect(missed.code).toBe(1);
  });
});

test('a call that a later message answers is not waited for before that is sent', async () => {
  const { code, stderr } = await replay(await record(app, 'job'), app);
  expect(stderr).toContain('Played 5 of 5 messages: 4 answered as recorded, 0 differently, 0 not in time; 1 sent');
  expect(code).toBe(0);
});

test('a call that was never answered is not waited for', async () => {
  const { code, stderr } = await replay(await record(app, 'never'), app, '--timeout', '60s');
  expect(stderr).toContain('1 answered as recorded, 0 differently, 0 not in time; 1 sent, nothing to compare');
  expect(code).toBe(0);
});

test('messages without answers prove nothing, unless that is accepted', async () => {
  const file = await record(app, 'oneWay');
  const { code, stderr } = await replay(file, app);
  expect(stderr).toContain('0 answered as recorded, 0 differently, 0 not in time; 2 sent, nothing to compare');
  expect(stderr).toContain('No answer was compared');
  expect(code).toBe(1);
  const accepted = await replay(file, app, '--allow-none');
  expect(accepted.stderr).not.toContain('No answer was compared');
  expect(accepted.code).toBe(0);
});
