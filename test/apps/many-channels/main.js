/**
 * Requests that each wait for their reply on a channel of its own, many of which were never answered, while messages go on.
 * Prints how late its event loop was at worst, in milliseconds. CHANNELS: how many wait; WINDOWS: how many windows there are.
 */

const { app, BrowserWindow, ipcMain } = require('electron');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const path = require('node:path');

const channels = Number(process.env.CHANNELS ?? 20_000);
const windows = Number(process.env.WINDOWS ?? 1);
for (let i = 0; i < channels; i++) ipcMain.once(`reply:${i}`, () => {});

let ticks = 0;
const delay = monitorEventLoopDelay({ resolution: 1 });
ipcMain.on('tick', () => {
  ticks++;
  // One comes and one goes: their number stays.
  ipcMain.removeAllListeners(`passing:${ticks - 1}`);
  ipcMain.once(`passing:${ticks}`, () => {});
  if (ticks === 100) delay.enable();
  if (ticks === 400) {
    delay.disable();
    console.log(`late ${JSON.stringify({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 })}`);
    ipcMain.handle('at the end', () => {});
  }
});

app.whenReady().then(() => {
  for (let i = 0; i < windows; i++) {
    const window = new BrowserWindow({ show: false, webPreferences: { preload: path.join(__dirname, 'preload.js') } });
    window.webContents.ipc.on(`window:${window.id}`, () => {});
    window.loadURL(`data:text/html,<title>${i}</title>`);
  }
});
