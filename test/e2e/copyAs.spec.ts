/** Code that the inspector generated of the demo's messages compiles in strict TypeScript, and runs in the demo. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, unless } from '../support/conditions';
import { GeneratedProject } from '../support/generatedCode';
import { Inspector } from '../support/inspector';
import { launchElectron } from '../support/launchElectron';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

test.afterEach(() => inspector.close());

/** Selects the messages of a filter, and copies them. */
async function copyAs(filter: string, count: number, form: RegExp): Promise<string> {
  const { page, rows } = inspector;
  // As it is handed to the system: the clipboard itself is shared with all other tests on this display.
  const copied = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { clipboard } = navigator;
        const writeText = clipboard.writeText.bind(clipboard);
        clipboard.writeText = async (text) => {
          await writeText(text);
          resolve(text);
        };
      }),
  );
  await inspector.setFilter(filter);
  await expect(rows, filter).toHaveCount(count);
  // Its suggestions lie over the rows.
  await inspector.filter.blur();
  await rows.first().click();
  await page.keyboard.press('Control+a');
  await rows.first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Copy.* as$/ }).click();
  // By key: in a narrow window the submenu moves to the other side, away from a pointer that is on its way.
  await page.getByRole('menuitem', { name: form }).press('Enter');
  return copied;
}

test('calls of frames run in a preload, those of main in main', async () => {
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
  const calls = '(channel=diagnostics:collect | channel=notes:history | channel=settings:snapshot from:Sync)';
  const fromFrame = await copyAs(calls, 3, /^Calls/);
  const one = await copyAs('channel=search:query', 1, /^ipcRenderer.invoke/);
  const fromMain = await copyAs('(channel=badge:update | channel=tags:counts)', 2, /^Calls/);
  // A cycle, a shared reference and most types there are.
  for (const part of ['new Map', 'new Set', 'new RangeError', 'new Date', 'args[0]']) expect(fromFrame).toContain(part);

  const project = GeneratedProject.create({
    'preload.ts': `import { ipcRenderer } from "electron";
async function calls() {
${fromFrame}
}
async function search() {
${one}
return result;
}
void calls()
  .then(search)
  .then(
    (result) => ipcRenderer.send("generated:done", JSON.stringify(result)),
    (error) => ipcRenderer.send("generated:done", String(error)),
  );
`,
    'main.ts': `import { webContents } from "electron";\nexport function calls() {\n${fromMain}\n}\n`,
  });
  expect(project.compile()).toBe('');

  const demo = await launchElectron(demoFolder, ['--traffic=off']);
  try {
    await expect.poll(() => demo.windows().length).toBeGreaterThanOrEqual(3);
    const done = await demo.evaluate(
      ({ BrowserWindow, ipcMain }, preload) => {
        const answer = new Promise<string>((resolve) =>
          ipcMain.once('generated:done', (_event, text) => resolve(text)),
        );
        void new BrowserWindow({ show: false, webPreferences: { preload } }).loadURL('about:blank');
        return answer;
      },
      join(project.folder, 'built', 'preload.js'),
    );
    expect(JSON.parse(done)).toMatchObject({ text: 'quadrat', hits: expect.any(Array) });

    // What main sends arrives where it was sent to.
    const notes = demo.windows().find((page) => page.url().includes('/notes/'));
    const badge = () => notes?.locator('body').innerText();
    await expect.poll(badge).toBeTruthy();
    const received = await demo.evaluate(
      async ({ webContents }, file) => {
        const sent: string[] = [];
        for (const { mainFrame } of webContents.getAllWebContents()) {
          for (const frame of mainFrame.framesInSubtree) {
            const send = frame.send.bind(frame);
            frame.send = (channel, ...args) => {
              sent.push(`${frame.url} ${channel}`);
              send(channel, ...args);
            };
          }
        }
        const main = process.getBuiltinModule('node:module').createRequire(file)(file) as { calls(): void };
        main.calls();
        return sent;
      },
      join(project.folder, 'built', 'main.js'),
    );
    expect(received).toEqual(
      expect.arrayContaining([
        'fieldnotes://app/notes/index.html badge:update',
        'fieldnotes://app/tag-cloud/index.html tags:counts',
      ]),
    );
  } finally {
    await demo.close();
  }
});

test('a Playwright test starts the demo and passes, and fails where the demo answers otherwise', async () => {
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
  const some =
    '(channel=search:query | channel=notes:rename | channel=diagnostics:collect | channel=tags:list | channel=badge:update)';
  const text = await copyAs(some, 5, /^Playwright test/);
  const project = GeneratedProject.create({ 'demo.spec.ts': text });
  expect(project.compile()).toBe('');
  const passed = project.test();
  expect(passed.output).toContain('1 passed');

  const wrong = GeneratedProject.create({
    'demo.spec.ts': text.replace(/tookMs: \d+/, 'tookMs: 1'),
  });
  expect(wrong.compile()).toBe('');
  const failed = wrong.test();
  expect(failed.output).toMatch(/tookMs/);
  expect(failed.code).toBe(1);
});

test('what was not recorded does not compile', async () => {
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
  const text = await copyAs('channel=account:sign-in', 1, /^ipcRenderer.invoke/);
  const project = GeneratedProject.create({
    'secret.ts': `import { ipcRenderer } from "electron";\nexport async function call() {\n${text}\nreturn result;\n}\n`,
  });
  expect(project.compile()).toMatch(/Cannot find name 'missing'/);
});
