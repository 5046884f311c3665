'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

ipcMain.handle('dev:edition', () => readFileSync(join(__dirname, 'edition.txt'), 'utf8'));
ipcMain.handle('dev:environment', () => ({
  options: process.env.NODE_OPTIONS ?? null,
  link: process.env.ELECTROSCOPE_LINK ?? null,
  argv: process.argv.slice(1),
  execArgv: process.execArgv,
  cached: Object.keys(require.cache).filter((file) => /[\\/](run-hook|agent)\.cjs$/.test(file)),
}));

app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  void window.loadURL('about:blank');
});
app.on('window-all-closed', () => app.quit());
