// Sends something all the time, over channels that are registered long before anybody attaches. Prints `ready`, and what it is told.

'use strict';

const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

let heard = 0;
ipcMain.handle('early:double', (_event, number) => number * 2);
ipcMain.on('early:note', () => {
  heard++;
});
ipcMain.once('ready', () => console.log('ready'));

app.on('second-instance', () => console.log('second instance'));
if (process.argv.includes('--single') && !app.requestSingleInstanceLock()) app.exit(0);

app.whenReady().then(() => {
  console.log(`first line saw ${JSON.stringify({ argv: process.argv.slice(1), packaged: app.isPackaged })}`);
  const window = new BrowserWindow({ show: false, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  // Electron 20 has no webContents.ipc.
  window.webContents.ipc?.handle('window:name', () => 'attachable');
  void window.loadFile(join(__dirname, 'index.html'));
  process.on('SIGUSR2', () => window.reload());
});
app.on('window-all-closed', () => app.quit());

module.exports = { heard: () => heard };
