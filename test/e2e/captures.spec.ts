/** Captures in the window: opened from the command line, by the menu and by dropping, and what can be wrong with them. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { encodeLine } from '../../src/shared/journal/lineCodec';
import { HEADER, writeCapture, writeRandomCapture } from '../support/captureFiles';
import { electron, linux, posix, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';
import { isAlive } from '../support/processes';
import { randomTraffic } from '../support/randomTraffic';

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-captures-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a capture is opened from the command line, and its payloads are read', async () => {
  const path = join(folder, 'large.escope');
  writeRandomCapture(path, 1, 120_000);
  const inspector = await Inspector.open('--open', path);
  await expect(inspector.statusBar).toContainText('120,000 captured');
  await expect(inspector.page.getByRole('heading', { name: 'large.escope' })).toBeVisible();
  await expect(inspector.page.getByText('opened capture', { exact: true })).toBeVisible();
  await expect(inspector.page.getByRole('button', { name: 'Restart the app' })).toHaveCount(0);
  await expect(inspector.page.getByRole('button', { name: 'Play the capture into an app …' })).toBeEnabled();
  // From its beginning, not its end.
  await inspector.rows.first().click();
  await expect(inspector.detail.getByRole('tree', { name: 'Arguments' })).toContainText('1');
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('a compressed one is opened by the menu, and another one dropped on it', async () => {
  const packed = join(folder, 'packed.escope.gz');
  writeCapture(packed, randomTraffic(2, 300), { isCompressed: true });
  const damaged = join(folder, 'damaged.escope');
  const text = writeRandomCapture(damaged, 3, 200);
  writeFileSync(damaged, `${text}nonsense\n{"type":"mess`);
  const inspector = await Inspector.open();
  await chooseInMenu(inspector, packed);
  await expect(inspector.statusBar).toContainText('300 captured');
  await drop(inspector, damaged);
  await expect(inspector.statusBar).toContainText('200 captured');
  const state = inspector.page.getByText('opened capture, with damage');
  await expect(state).toHaveAttribute('title', /line \d+: .*\n.*13 bytes are left out/);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('several captures are shown as one', async () => {
  const paths = ['one', 'two'].map((name) => join(folder, `${name}.escope`));
  for (const [i, path] of paths.entries()) writeRandomCapture(path, i + 1, 100);
  const inspector = await Inspector.open();
  await chooseInMenu(inspector, ...paths);
  await expect(inspector.statusBar).toContainText('200 captured');
  await expect(inspector.page.getByRole('heading', { name: /merged-of-2/ })).toBeVisible();
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('what is no capture is refused, in the window and on the terminal, and what was shown stays', async () => {
  const good = join(folder, 'good.escope');
  writeRandomCapture(good, 4, 50);
  const newer = join(folder, 'newer.escope');
  writeFileSync(newer, encodeLine({ ...HEADER, version: 7 } as typeof HEADER));
  const inspector = await Inspector.open('--open', newer);
  let terminal = '';
  inspector.app.process().stderr?.on('data', (chunk) => {
    terminal += chunk;
  });
  await expect(inspector.page.getByRole('alert')).toContainText('newer.escope was written by a newer Electroscope');
  await inspector.page.getByRole('button', { name: 'Close the message' }).click();
  await expect(inspector.page.getByRole('alert')).toHaveCount(0);
  await drop(inspector, good);
  await expect(inspector.statusBar).toContainText('50 captured');
  await drop(inspector, newer);
  await expect(inspector.page.getByRole('alert')).toContainText('Open it with a newer Electroscope.');
  await expect(inspector.statusBar).toContainText('50 captured');
  await inspector.close();
  expect(terminal).not.toContain('Unhandled');
});

test('opening one while an app is watched asks first, and ends it only if that is agreed to', async () => {
  test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
  test.skip(...unless(linux, 'it looks for processes in /proc'));
  const path = join(folder, 'other.escope');
  writeRandomCapture(path, 5, 70);
  const inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const pid = await inspector.targetPid();
  await answerQuestion(inspector, 1);
  await drop(inspector, path);
  await expect.poll(() => questions(inspector)).toHaveLength(1);
  expect((await questions(inspector))[0]).toMatch(/^Opening other.escope ends .+\.$/);
  await expect(inspector.page.getByText('attached', { exact: true })).toBeVisible();
  expect(isAlive(pid)).toBe(true);

  await answerQuestion(inspector, 0);
  await drop(inspector, path);
  await expect(inspector.statusBar).toContainText('70 captured');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('a small file that becomes large is unpacked only if that is agreed to, and what is unpacked goes', async () => {
  const path = join(folder, 'grows.escope.gz');
  const text = 'x'.repeat(4 * 1024 ** 2);
  const message = {
    type: 'message',
    kind: 'send',
    direction: 'to-main',
    from: 2,
    to: 1,
    at: 1,
    channel: 'grows',
  } as const;
  // A gzip file may have several parts.
  const parts = Array.from({ length: 260 }, (_, i) => encodeLine({ ...message, seq: i + 1, size: 1, args: [i, text] }));
  writeFileSync(path, Buffer.concat([encodeLine(HEADER), ...parts].map((part) => gzipSync(part, { level: 1 }))));
  expect(statSync(path).size).toBeLessThan(16 * 1024 ** 2);
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const unpacked = () =>
    readdirSync(temporary, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('unpacked.escope'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  const inspector = await Inspector.open();
  try {
    await answerQuestion(inspector, 1);
    await drop(inspector, path);
    await expect.poll(() => questions(inspector), { timeout: 60_000 }).toHaveLength(1);
    expect(await questions(inspector)).toEqual(['grows.escope.gz becomes more than 1 GB when it is unpacked.']);
    await expect.poll(unpacked).toEqual([]);
    await expect(inspector.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
    await expect(inspector.page.getByRole('alert')).toHaveCount(0);

    await answerQuestion(inspector, 0);
    await drop(inspector, path);
    await expect(inspector.statusBar).toContainText('260 captured', { timeout: 90_000 });
    expect(await questions(inspector)).toHaveLength(1);
    expect(unpacked()).toHaveLength(1);
    await inspector.inspect('args.0=259');
  } finally {
    await inspector.close();
    process.env.TMPDIR = before;
    if (before === undefined) delete process.env.TMPDIR;
  }
  expect(unpacked()).toEqual([]);
  expect(inspector.problems).toEqual([]);
});

test('what is shown is saved, sanitised, and opens again', async () => {
  const source = join(folder, 'source.escope');
  const secret = 'hunter2-secret';
  const head = { type: 'message', kind: 'invoke', direction: 'to-main', from: 2, to: 1, size: 3 } as const;
  writeCapture(source, [
    ...randomTraffic(6, 400),
    { ...head, seq: 9001, at: 9e6, channel: 'auth:login', args: [{ user: 'ada', password: secret }] },
    { ...head, seq: 9002, at: 9e6, channel: 'auth:check', args: [{ user: 'ada' }] },
  ]);
  const inspector = await Inspector.open('--open', source);
  await expect(inspector.statusBar).toContainText('402 captured');
  await inspector.setFilter('channel:auth*');
  await expect(inspector.rows).toHaveCount(2);
  const saved = join(folder, 'saved.escope');
  await inspector.app.evaluate(({ dialog, Menu, BrowserWindow }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    const [window] = BrowserWindow.getAllWindows();
    Menu.getApplicationMenu()?.getMenuItemById('save-capture')?.click(undefined, window, window?.webContents);
  }, saved);
  await inspector.page.getByRole('radio', { name: 'Only the 2 shown' }).check();
  await inspector.page.getByRole('checkbox', { name: /^Hide passwords/ }).check();
  await inspector.page.getByRole('button', { name: 'Save…' }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  expect(readFileSync(saved, 'utf8')).not.toContain(secret);
  await drop(inspector, saved);
  await inspector.setFilter('');
  await expect(inspector.rows).toHaveCount(2);
  await expect(inspector.rows.first()).toContainText('auth:login');
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});

test('a session whose inspector was killed is offered at the next start, and opens', async () => {
  test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
  test.skip(...unless(posix, 'the app is killed with its process group'));
  const inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const pid = await inspector.targetPid();
  const shown = await captured(inspector);
  const killed = new Promise((resolve) => inspector.app.process().once('exit', resolve));
  inspector.app.process().kill('SIGKILL');
  await killed;
  process.kill(-pid, 'SIGKILL');

  const next = await Inspector.reopen(inspector.dataFolder);
  const offer = next.page.getByRole('region', { name: /^A session with .+ was not closed$/ });
  await expect(offer).toContainText('Electroscope ended unexpectedly.');
  await offer.getByRole('button', { name: 'Open it' }).click();
  await expect(next.page.getByText('opened capture')).toBeVisible();
  await expect(offer).toHaveCount(0);
  // What was shown had been in the journal for longer than it takes to flush it.
  await expect.poll(() => captured(next)).toBeGreaterThanOrEqual(shown);
  await next.app.close();

  const last = await Inspector.reopen(inspector.dataFolder);
  await expect(last.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  await expect(last.page.getByText('was not closed')).toHaveCount(0);
  await last.close();
});

async function captured(inspector: Inspector): Promise<number> {
  return Number(/([\d,]+) captured/.exec(await inspector.statusBar.innerText())?.[1]?.replaceAll(',', ''));
}

async function chooseInMenu(inspector: Inspector, ...paths: string[]): Promise<void> {
  await inspector.app.evaluate(({ dialog, Menu, BrowserWindow }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: chosen });
    const [window] = BrowserWindow.getAllWindows();
    Menu.getApplicationMenu()?.getMenuItemById('open-capture')?.click(undefined, window, window?.webContents);
  }, paths);
}

/** Drops a real file, which only an input can bring into a page. */
async function drop(inspector: Inspector, path: string): Promise<void> {
  const { page } = inspector;
  const id = `drop-${basename(path)}-${Math.random()}`;
  await page.evaluate((inputId) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = inputId;
    document.body.append(input);
  }, id);
  await page.locator(`[id="${id}"]`).setInputFiles(path);
  await page.evaluate((inputId) => {
    const input = document.getElementById(inputId) as HTMLInputElement;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files?.[0] as File);
    input.remove();
    const event = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event('dragover'));
    document.body.dispatchEvent(event('drop'));
  }, id);
}

type QuestionLog = { electroscopeQuestions?: string[] };

async function answerQuestion(inspector: Inspector, response: number): Promise<void> {
  await inspector.app.evaluate(({ dialog }, answer) => {
    const log = globalThis as QuestionLog;
    log.electroscopeQuestions = [];
    dialog.showMessageBox = async (...args: unknown[]) => {
      log.electroscopeQuestions?.push((args.at(-1) as { message: string }).message);
      return { response: answer, checkboxChecked: false };
    };
  }, response);
}

function questions(inspector: Inspector): Promise<string[]> {
  const ask = () => inspector.app.evaluate(() => (globalThis as QuestionLog).electroscopeQuestions ?? []);
  // V8 sometimes collects the promise that Playwright waits for, when main frees much memory at once.
  return ask().catch((error: Error) => {
    if (!error.message.includes('Resulting promise was garbage collected')) throw error;
    return ask();
  });
}
