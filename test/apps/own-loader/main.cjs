'use strict';

const Module = require('node:module');
// Before `electron`, so that the override must have outlived what Electron itself loads.
const settings = require('virtual:settings');
const { app, BrowserWindow, ipcMain } = require('electron');

ipcMain.handle('loader:settings', () => ({ ...settings, isOwn: Module._load === globalThis.ownLoad }));

app.whenReady().then(() => {
  const webPreferences = { nodeIntegration: true, contextIsolation: false };
  const window = new BrowserWindow({ show: false, webPreferences });
  void window.loadURL(`data:text/html,<script>require('electron').ipcRenderer.invoke('loader:settings')</script>`);
});
app.on('window-all-closed', () => app.quit());
