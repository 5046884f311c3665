// An app that calls `attach()` in its own code, as its first line.

'use strict';

const isAttached = require('electroscope/agent').attach();

const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

const loaded = Object.keys(require.cache)
  .filter((file) => file.includes('agent'))
  .map((file) => file.replace(/.*[\\/](?=agent)/, ''));
console.log(`attach said ${JSON.stringify({ isAttached, again: require('electroscope/agent').attach(), loaded })}`);
ipcMain.handle('own:hello', (_event, name) => `hello ${name}`);
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  void window.loadURL('about:blank');
});
app.on('window-all-closed', () => app.quit());
