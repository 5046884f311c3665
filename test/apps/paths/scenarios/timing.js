// Messages whose times are known to lie between others: main and the page keep themselves busy in between.

const { join } = require('node:path');
const { app, BrowserWindow, ipcMain, session } = require('electron');
const { nextEvent, pageFile, runIn } = require('../page');

const BUSY_MS = 60;
const preload = join(__dirname, '..', 'timingPreload.js');

const WINDOWS = {
  sandboxed: { sandbox: true, contextIsolation: true, preload },
  isolated: { sandbox: false, contextIsolation: true, preload },
  integrated: { sandbox: false, contextIsolation: false, nodeIntegration: true, preload },
};

module.exports = async function timing() {
  ipcMain.on('sync', (event) => {
    beBusy();
    event.returnValue = 'answer';
  });
  ipcMain.on('block', beBusy);
  ipcMain.handle('later', () => new Promise((resolve) => setTimeout(resolve, BUSY_MS, 'later')));
  ipcMain.handle('fails', () => Promise.reject(new Error('as it should')));
  ipcMain.on('behind', () => {});
  ipcMain.on('measured', () => {});
  app.on('web-contents-created', (_event, webContents) => {
    webContents.on('preload-error', (_, path, error) => console.log(`preload error: ${path} ${error}`));
  });
  for (const [name, webPreferences] of Object.entries(WINDOWS)) {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { ...webPreferences, backgroundThrottling: false },
    });
    const { webContents } = window;
    const load = async (title) => {
      await window.loadFile(pageFile, { query: { title } });
      await run(webContents);
    };
    await load(name);
    await load(`${name}, another document`);
  }
  const preloads = session.defaultSession.getPreloads?.() ?? session.defaultSession.getPreloadScripts();
  console.log(`preloads of the app: ${preloads.length}`);
};

async function run(webContents) {
  const done = nextEvent(ipcMain, 'done');
  // The page is busy with the first when the second comes.
  webContents.send('be-busy', BUSY_MS);
  webContents.send('after-busy');
  await runIn(webContents, () => globalThis.runTiming());
  await done;
}

function beBusy() {
  const endMs = performance.now() + BUSY_MS;
  while (performance.now() < endMs);
}
