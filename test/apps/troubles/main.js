/** An app that gets into trouble while it handles a message. Last argument: which. */

const { app, BrowserWindow, dialog, ipcMain } = require('electron');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const trouble = process.argv.at(-1);
const LOOP_MS = 8000;

const troubles = {
  /** Comes back after a while. */
  loop() {
    for (const end = performance.now() + LOOP_MS; performance.now() < end; );
    return 'done';
  },
  dialog: () => dialog.showErrorBox('Report', 'The printer is on fire.'),
  /** In a task of its own, where nothing catches it: Electron shows a dialog. */
  throw: () =>
    setTimeout(() => {
      throw new Error('boom');
    }),
  exit: () => process.exit(3),
  quit: () => app.quit(),
  abort: () => process.abort(),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  none: () => 'fine',
};

ipcMain.handle('warm-up', () => 'ok');
ipcMain.handle('report:build', () => troubles[trouble]());

app.whenReady().then(() => {
  const webPreferences = { preload: join(__dirname, 'preload.js') };
  const window = new BrowserWindow({ width: 300, height: 200, webPreferences });
  void window.loadFile('page.html');
});
app.on('window-all-closed', () => app.quit());
