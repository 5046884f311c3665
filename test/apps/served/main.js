// A window whose page comes from a dev server (PAGE_URL) or from a file, as bundlers have it. With `--scene=<name>` the page calls, and
// the app ends; without, it waits to be made to.

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

const waiting = new Map();
ipcMain.handle('notes:list', () => [{ id: 1, title: 'first' }]);
ipcMain.handle('job:wait', (_event, id) => new Promise((resolve) => waiting.set(id, resolve)));
ipcMain.on('job:finish', (_event, id, result) => waiting.get(id)?.({ id, result }));
ipcMain.handle('events:next', () => new Promise(() => {}));
ipcMain.on('notes:seen', () => {});

app.disableHardwareAcceleration();
app.setPath('userData', mkdtempSync(join(tmpdir(), 'electroscope-served-')));
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  if (process.env.PAGE_URL) await window.loadURL(process.env.PAGE_URL);
  else await window.loadFile(join(__dirname, 'renderer', 'index.html'));
  const scene = app.commandLine.getSwitchValue('scene');
  if (scene === '') return;
  await window.webContents.executeJavaScript(`scenes.${scene}()`);
  // What was sent one way has to arrive.
  setTimeout(() => app.quit(), 500);
});
