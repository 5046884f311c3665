/**
 * Ends, or stands still, in the handler of a message, or after having sent many. `HOW` says in which way, `BEFORE` how many messages come
 * right before, `COUNT` how many main sends, and `SIZE` how many characters one has.
 */

const { app, BrowserWindow, ipcMain } = require('electron');
const path = require('node:path');

const { HOW, BEFORE = 0, COUNT = 0, SIZE = 0 } = process.env;

const ways = {
  hang: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  loop() {
    for (;;);
  },
  throw() {
    throw new Error('not caught');
  },
  abort: () => process.abort(),
  crash: () => process.crash(),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  outOfMemory() {
    for (const kept = []; ; ) kept.push(new Array(1e5).fill(kept.length));
  },
  'app.exit': () => app.exit(3),
  'process.exit': () => process.exit(3),
  quit: () => app.quit(),
};

ipcMain.handle('warm-up', () => ({ before: Number(BEFORE), size: Number(SIZE) }));
ipcMain.on('before', () => {});
ipcMain.on('last', (event) => {
  for (let i = 1; i <= Number(COUNT); i++) event.sender.send('chunk', i, 'x'.repeat(Number(SIZE)));
  ways[HOW]();
});

app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { preload: path.join(__dirname, 'preload.js') } });
  return window.loadFile('index.html');
});
