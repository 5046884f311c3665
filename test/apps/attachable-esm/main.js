import './first.js';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';

const folder = dirname(fileURLToPath(import.meta.url));

app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { preload: join(folder, 'preload.cjs') } });
  void window.loadFile(join(folder, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
