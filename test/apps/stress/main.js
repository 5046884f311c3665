// A target under load: one hidden window sends at a steady rate, another asks main and measures how long the answers
// take. It does what the process that started it says (test/bench/stress).

const v8 = require('node:v8');
const vm = require('node:vm');
const { app, BrowserWindow, ipcMain } = require('electron');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

/** Messages of the flood that reached main. */
let received = 0;
ipcMain.on('stress:flood', () => {
  received++;
});
ipcMain.handle('stress:batch', () => {});
ipcMain.handle('stress:ask', (_event, value) => value);

async function openWindow(page) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false, backgroundThrottling: false },
  });
  await window.loadFile(page);
  return window.webContents;
}

/** Ends what a window does. @returns what it says of it, when all it has sent is here */
function stop(webContents) {
  const stopped = new Promise((resolve) => webContents.ipc.once('stress:stopped', (_event, result) => resolve(result)));
  webContents.send('stress:stop');
  return stopped;
}

/** Bytes that JavaScript and its buffers hold when nothing is left to collect. */
async function heldBytes() {
  // Finalizers of the first collection let go of what the second one collects.
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Names of the native classes of which somebody has replaced the method `_init`, in which Electron adds its listeners. */
function overridden() {
  const { prototype } = process._linkedBinding('electron_browser_web_contents').WebContents;
  return String(prototype._init).includes('getLastWebPreferences') ? [] : ['WebContents'];
}

app.disableHardwareAcceleration();
app.whenReady().then(async () => {
  const flooder = await openWindow('flooder.html');
  const asker = await openWindow('asker.html');
  const commands = {
    start(messagesPerSecond) {
      received = 0;
      asker.send('stress:start');
      flooder.send('stress:start', messagesPerSecond);
    },
    async stop() {
      const flood = await stop(flooder);
      return { ...flood, received, ...(await stop(asker)) };
    },
    received: () => received,
    heldBytes: () => heldBytes(),
    overridden: () => overridden(),
  };
  process.on('message', async ({ id, name, argument }) => {
    process.send({ id, answer: (await commands[name](argument)) ?? null });
  });
  process.on('disconnect', () => app.quit());
  process.send({ isReady: true });
});
