// Prints as long as it runs, and notes in a file that it is alive and what befell it.
const { app, BrowserWindow, ipcMain } = require('electron');
const { appendFileSync } = require('node:fs');

const note = (text) => appendFileSync(process.env.PRINTING_JOURNAL, `${text}\n`);
if (process.argv.includes('--notes-errors')) process.on('uncaughtException', (error) => note(`uncaught ${error.code}`));
// An uncaught exception that nobody handles opens a dialog; it must be seen by the test.
app.on('browser-window-created', () => note('window'));

ipcMain.handle('print', () => 1);
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  window.loadURL(
    `data:text/html,<title>Printing</title><script>require('electron').ipcRenderer.invoke('print')</script>`,
  );
  note(`pid ${process.pid}`);
  let ticks = 0;
  setInterval(() => {
    console.log('x'.repeat(20_000));
    console.error('y'.repeat(20_000));
    note(`tick ${++ticks}`);
  }, 50);
});
