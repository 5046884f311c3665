/** `attach()` in an app's own code: CommonJS and ES modules, with and without somebody who asks for it. */

import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder, projectRoot, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';
import { isAlive } from '../support/processes';

test.skip(...unless(linux, 'it looks for processes in /proc'));

/** Apps look for inspectors in both. The tests that run beside this one have inspectors open, too. */
const FOLDER_VARIABLES = ['XDG_RUNTIME_DIR', 'TMPDIR'];
const before = FOLDER_VARIABLES.map((name) => [name, process.env[name]] as const);
let folder = '';
const started: PlainApp[] = [];
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-self-'));
  for (const name of FOLDER_VARIABLES) process.env[name] = folder;
});
test.afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.stop()));
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** An app that has Electroscope among its packages. */
function start(name: string, { variables = {}, args = [] as string[] } = {}): PlainApp {
  const copy = join(folder, name);
  if (!readdirSync(folder).includes(name)) {
    cpSync(join(testApps, name), copy, { recursive: true });
    mkdirSync(join(copy, 'node_modules'));
    symlinkSync(projectRoot, join(copy, 'node_modules', 'electroscope'), 'dir');
  }
  const app = PlainApp.start([copy, ...args], { variables });
  started.push(app);
  return app;
}

const said = (isAttached: boolean) => `attach said {"isAttached":${isAttached},"again":${isAttached},`;

test('does nothing, and loads nothing, unless it is asked for', async () => {
  const inspector = await Inspector.open();
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  for (const ELECTROSCOPE of [undefined, '', '0', 'false']) {
    const app = start('self-attaching', { variables: { ELECTROSCOPE } });
    await app.waitForOutput(`${said(false)}"loaded":["agent/index.cjs"]}`);
    await app.stop();
  }
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await inspector.close();
});

for (const [how, options] of [
  ['the variable', { variables: { ELECTROSCOPE: '1' } }],
  ['the argument', { args: ['--electroscope'] }],
] as const) {
  test(`with ${how}, the window that is open shows the app from its first message on`, async () => {
    const inspector = await Inspector.open();
    await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
    const app = start('self-attaching', { ...options, args: [...('args' in options ? options.args : [])] });
    await app.waitForOutput(said(true));
    await expect(inspector.page.getByRole('heading', { name: 'Self Attaching', exact: true })).toBeVisible();
    await inspector.setFilter('channel:own:hello');
    await expect(inspector.rows).toHaveCount(1);
    await inspector.close();
    expect(isAlive(app.pid)).toBe(true);
    expect(readdirSync(join(folder, `electroscope-${process.getuid?.()}`))).toEqual([]);
  });
}

test('an ES module; restarted, it goes on in the same session; another app begins a new one', async () => {
  test.skip(...unless(electron({ from: 28 }), 'the app is an ES module'));
  const inspector = await Inspector.open();
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  const first = start('self-attaching-esm', { variables: { ELECTROSCOPE: '1' } });
  await first.waitForOutput('attach said true');
  await inspector.setFilter('channel:own:hello');
  await expect(inspector.rows).toHaveCount(1);
  await first.stop();
  await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('ended');
  start('self-attaching-esm', { variables: { ELECTROSCOPE: '1' } });
  await expect(inspector.rows).toHaveCount(2);
  await started.at(-1)?.stop();
  await expect(inspector.page.getByRole('banner').getByRole('status')).toContainText('ended');
  start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await expect(inspector.page.getByRole('heading', { name: 'Self Attaching', exact: true })).toBeVisible();
  await expect(inspector.rows).toHaveCount(1);
  await inspector.close();
});

test('beside a target that is watched, it joins its session', async () => {
  test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
  const inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
  const before = await inspector.page.getByRole('contentinfo').innerText();
  start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await inspector.setFilter('channel:own:hello | channel=traffic:changed');
  await expect(inspector.rows).toHaveCount(5);
  await expect(inspector.statusBar).toContainText('and 1 more');
  expect(before).not.toContain('more');
  await inspector.close();
});

test('of several windows, the one that was opened last is found; once it is closed, the one before', async () => {
  const first = await Inspector.open();
  await expect(first.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  const second = await first.newWindow(() => first.page.keyboard.press('Control+Shift+N'));
  await expect(second.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  const app = start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await expect(second.page.getByRole('heading', { name: 'Self Attaching', exact: true })).toBeVisible();
  await expect(first.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await second.page.close();
  const published = () => readdirSync(join(folder, `electroscope-${process.getuid?.()}`)).length;
  await expect.poll(published).toBe(1);
  expect(isAlive(app.pid)).toBe(true);
  await app.stop();
  start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await expect(first.page.getByRole('heading', { name: 'Self Attaching', exact: true })).toBeVisible();
  await first.close();
});

test('without an inspector it says so, once, and the app runs', async () => {
  const app = start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await app.waitForOutput('no Electroscope is open');
  await app.waitForOutput(said(false));
  expect(isAlive(app.pid)).toBe(true);
});

test('nobody else can read where the inspector listens, and a place that others can write to is not used', async () => {
  const inspector = await Inspector.open();
  await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  const place = join(folder, `electroscope-${process.getuid?.()}`);
  await expect.poll(() => readdirSync(place)).toHaveLength(1);
  const [file = ''] = readdirSync(place);
  expect(statSync(place).mode & 0o777).toBe(0o700);
  expect(statSync(join(place, file)).mode & 0o777).toBe(0o600);
  const content = JSON.parse(readFileSync(join(place, file), 'utf8'));
  expect(statSync(join(content.path, '..')).mode & 0o777).toBe(0o700);
  chmodSync(place, 0o777);
  const app = start('self-attaching', { variables: { ELECTROSCOPE: '1' } });
  await app.waitForOutput(said(false));
  chmodSync(place, 0o700);
  await inspector.close();
});
