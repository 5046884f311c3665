import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain } from 'electron';
import { attach } from 'electroscope/agent';

console.log(`attach said ${attach()}`);
ipcMain.handle('own:hello', (_event, name) => `hello ${name}`);
app.whenReady().then(() => {
  const preload = join(dirname(fileURLToPath(import.meta.url)), 'preload.cjs');
  const window = new BrowserWindow({ show: false, webPreferences: { preload } });
  void window.loadURL('about:blank');
});
