/**
 * The methods of the window's bridge that start, join, open and end, called by the real page and answered by the real main process.
 * See `windowMethods.spec.ts`.
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { BridgeDriver, type StartChecks } from '../support/bridgeDriver';
import { targetsOf } from '../support/captureFile';
import { writeRandomCapture } from '../support/captureFiles';
import { linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { packageApp } from '../support/packageApp';
import { testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

let inspector: Inspector;
let page: Page;
let bridge: BridgeDriver;
let folder = '';
const started: PlainApp[] = [];

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-methods-'));
  inspector = await Inspector.open();
  page = inspector.page;
  await expect(page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  bridge = await BridgeDriver.open(inspector);
  await bridge.watchDemo();
});

test.afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
});

test.afterAll(async () => {
  await inspector.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});

async function startAttachable(): Promise<PlainApp> {
  const app = PlainApp.start(['--inspect=0', join(testApps, 'attachable')]);
  started.push(app);
  await app.waitForOutput('ready');
  return app;
}

function capture(name: string, count = 30): string {
  const path = join(folder, name);
  writeRandomCapture(path, 3, count);
  return path;
}

const targetNames = async () => targetsOf(await bridge.journal()).map(({ name }) => name);

/** Each leaves an app under watch that the next one can use, or starts its own. */
const CHECKS: StartChecks = {
  async listRunningApps() {
    const { pid } = await startAttachable();
    const found = await bridge.call('listRunningApps');
    expect(found).toContainEqual(
      expect.objectContaining({ pid, name: expect.any(String), target: expect.any(String) }),
    );
    const watched = found.find((app) => app.pid !== pid && app.how === 'attached already');
    expect(watched).toMatchObject({ pid: await inspector.targetPid() });
    expect(watched).not.toHaveProperty('target');
  },
  async attach() {
    const { pid } = await startAttachable();
    await bridge.call('attach', `pid:${pid}`, true);
    await expect.poll(() => bridge.apps()).toEqual([1, expect.any(Number)]);
    expect((await bridge.state()) as object).toMatchObject({ apps: [{ isJoined: false }, { isJoined: true }] });
    const notices = async () => (await bridge.fed('notice')).map(({ notice }) => notice.code);
    const before = (await notices()).length;
    await bridge.call('attach', 'pid:987654321', true);
    await expect.poll(async () => (await notices()).slice(before)).toEqual(['no-such-target']);
    await bridge.call('stopApp', ((await bridge.apps()) as number[])[1] ?? -1);
  },
  async stopApp() {
    const { pid } = await startAttachable();
    await bridge.call('attach', `pid:${pid}`, true);
    await expect.poll(() => bridge.apps()).toHaveLength(2);
    await bridge.call('stopApp', ((await bridge.apps()) as number[])[1] ?? -1);
    await expect.poll(() => bridge.apps()).toEqual([1]);
    expect(isAlive(pid)).toBe(true);
  },
  async openWindow() {
    const other = await inspector.newWindow(() => bridge.call('openWindow'));
    await expect(other.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
    await other.page.close();
    await expect.poll(() => inspector.app.windows().length).toBe(1);
  },
  async chooseApp() {
    await bridge.choose(undefined);
    await bridge.call('chooseApp', true);
    expect(await bridge.apps()).toEqual([1]);
    await bridge.choose(join(testApps, 'answers'));
    await bridge.call('chooseApp', true);
    await expect.poll(() => bridge.apps()).toHaveLength(2);
    await bridge.call('chooseApp');
    await expect.poll(() => bridge.apps()).toEqual([1]);
    await expect.poll(targetNames).toEqual(['answers']);
  },
  async launchDemo() {
    await bridge.watchDemo();
    await expect.poll(targetNames).toEqual(['Fieldnotes']);
  },
  async relaunch() {
    await bridge.watchDemo();
    const pid = await inspector.targetPid();
    await bridge.call('relaunch');
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect.poll(() => bridge.apps()).toEqual([2]);
    await expect.poll(targetNames).toEqual(['Fieldnotes', 'Fieldnotes']);
  },
  async launchTraced() {
    // Of a package whose fuses keep the agent out, as the user launched it some day.
    const fuses = { inspector: false, nodeOptions: false, runAsNode: false };
    const appPath = await packageApp(join(testApps, 'attachable'), join(folder, 'build'), { fuses });
    const target = {
      name: 'Locked',
      usedAt: new Date().toISOString(),
      request: { method: 'launch', appPath, args: [], workingDirectory: folder },
    };
    writeFileSync(
      join(inspector.dataFolder, 'recent.json'),
      JSON.stringify({ version: 1, targets: [target], sessions: [] }),
    );
    const [recent] = (await bridge.call('readRecent')).targets;
    await bridge.call('openRecent', recent?.id ?? '');
    await expect
      .poll(() => bridge.state())
      .toMatchObject({ phase: 'failed', canTrace: true, error: { code: 'agent-kept-out' } });
    await bridge.call('launchTraced');
    await expect.poll(() => bridge.apps()).toHaveLength(1);
    await expect
      .poll(async () => targetsOf(await bridge.journal()).map(({ observedBy }) => observedBy))
      .toContain('trace');
    await bridge.call('stopTarget');
  },
  async stopTarget() {
    await bridge.watchDemo();
    const pid = await inspector.targetPid();
    await bridge.call('stopTarget');
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'ended', name: 'Fieldnotes' });
    expect(isAlive(pid)).toBe(false);
  },
  async detach() {
    const { pid } = await startAttachable();
    await bridge.call('attach', `pid:${pid}`);
    await expect.poll(() => bridge.apps()).toHaveLength(1);
    await bridge.call('detach');
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'ended' });
    expect(isAlive(pid)).toBe(true);
  },
  async readRecent() {
    const { sessions } = await bridge.call('readRecent');
    const shown = await bridge.sessionFile();
    expect(sessions).toContainEqual(expect.objectContaining({ id: shown, path: shown, isMissing: false }));
  },
  async removeRecent() {
    const shown = await bridge.sessionFile();
    const paths = async () => (await bridge.call('readRecent')).sessions.map(({ path }) => path);
    const left = await bridge.call('removeRecent', shown);
    expect(left.sessions.map(({ path }) => path)).not.toContain(shown);
    expect(await paths()).not.toContain(shown);
    expect(existsSync(shown)).toBe(true);
  },
  async chooseCapture() {
    await bridge.choose(undefined);
    const before = await bridge.state();
    await bridge.call('chooseCapture');
    expect(await bridge.state()).toEqual(before);
    await bridge.choose(capture('chosen.escope'));
    await bridge.call('chooseCapture');
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'opened', name: 'chosen.escope' });
  },
  async openDropped() {
    const path = capture('dropped.escope');
    await page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'dropped';
      document.body.append(input);
    });
    await page.locator('#dropped').setInputFiles(path);
    await page.evaluate(() => {
      const input = document.getElementById('dropped') as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.remove();
      return window.electroscope.openDropped(files);
    });
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'opened', name: 'dropped.escope', path });
  },
  async openRecent() {
    const path = capture('recent.escope');
    await bridge.choose(path);
    await bridge.call('chooseCapture');
    await bridge.choose(capture('other.escope'));
    await bridge.call('chooseCapture');
    await expect.poll(() => bridge.state()).toMatchObject({ name: 'other.escope' });
    await bridge.call('openRecent', path);
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'opened', name: 'recent.escope' });
    await bridge.call('openRecent', 'nothing that was used');
    expect(await bridge.state()).toMatchObject({ phase: 'opened', name: 'recent.escope' });
  },
  async cancelTask() {
    await bridge.choose(capture('before.escope'));
    await bridge.call('chooseCapture');
    await bridge.choose(capture('long.escope', 600_000));
    const tasks = async () => (await bridge.fed('task')).map(({ task }) => task?.title);
    const done = bridge.call('chooseCapture');
    await expect.poll(tasks).toContain('Opening long.escope');
    await bridge.call('cancelTask');
    await done;
    expect((await tasks()).at(-1)).toBeUndefined();
    expect(await bridge.state()).toMatchObject({ phase: 'opened', name: 'before.escope' });
  },
  async continueCapture() {
    const path = capture('continued.escope');
    await bridge.choose(path);
    await bridge.call('chooseCapture');
    await bridge.choose(undefined);
    expect(await bridge.call('continueCapture')).toBe(false);
    expect(await bridge.state()).toMatchObject({ phase: 'opened', name: basename(path) });
    await bridge.choose(join(testApps, 'answers'));
    expect(await bridge.call('continueCapture')).toBe(true);
    await expect.poll(() => bridge.state()).toMatchObject({ phase: 'attached', name: 'answers' });
    await bridge.call('stopTarget');
  },
};

for (const [name, check] of Object.entries(CHECKS)) test(name, check);

test('the window had no problem', () => {
  expect(inspector.problems).toEqual([]);
});
