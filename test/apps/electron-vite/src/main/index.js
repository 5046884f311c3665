import { join } from 'node:path';
import { app, BrowserWindow, ipcMain } from 'electron';

ipcMain.handle('dev:edition', () => 'edition 1');
ipcMain.handle('dev:environment', () => ({
  options: process.env.NODE_OPTIONS ?? null,
  link: process.env.ELECTROSCOPE_LINK ?? null,
}));

app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload: join(import.meta.dirname, '../preload/index.js') },
  });
  void window.loadURL(process.env.ELECTRON_RENDERER_URL);
});
app.on('window-all-closed', () => app.quit());
