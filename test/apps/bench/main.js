// The target of `npm run bench`: one hidden window that runs workloads when the process that started it says so.
// By hand: `electron test/apps/bench <workload> <calls>` runs one and prints its result as JSON.

const { app, BrowserWindow, ipcMain } = require('electron');
const { nowUs } = require('./clock');
const { smallObject } = require('./payloads');

/** What the flood under way has brought so far. */
let flood = { expected: 0, received: 0, finishedAtUs: 0 };

function serveWorkloads() {
  ipcMain.handle('bench:invoke', (_event, value) => value);
  ipcMain.on('bench:sendSync', (event, value) => {
    event.returnValue = value;
  });
  ipcMain.on('bench:flood', () => {
    if (++flood.received === flood.expected) flood.finishedAtUs = nowUs();
  });
  ipcMain.on('bench:port', ({ ports: [port] }) => {
    port.on('message', ({ data }) => port.postMessage(data));
    port.start();
  });
}

/** Runs one round of a workload. Its result has the duration of the whole and, for round trips, of every call. */
async function runRound(window, { workload, calls }) {
  flood = { expected: calls, received: 0, finishedAtUs: 0 };
  const done = new Promise((resolve) => {
    ipcMain.once('bench:result', (_event, result) => resolve(result));
  });
  window.webContents.send('bench:run', { workload, calls });
  if (workload === 'flood-to-renderer') {
    const message = smallObject();
    const startedAtUs = nowUs();
    for (let i = 0; i < calls; i++) window.webContents.send('bench:tick', message);
    return { durationUs: (await done).finishedAtUs - startedAtUs, callsUs: [] };
  }
  const result = await done;
  if (workload === 'flood-to-main') return { durationUs: flood.finishedAtUs - result.startedAtUs, callsUs: [] };
  return result;
}

/** Microseconds of processor time that this process has used, all threads together. */
function processorUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function openWindow() {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false, backgroundThrottling: false },
  });
  await window.loadFile('index.html');
  return window;
}

function serveParent(window) {
  const commands = {
    round: (command) => runRound(window, command),
    processorUs: () => processorUs(),
    quit: () => app.quit(),
  };
  process.on('message', async ({ id, name, argument }) => {
    process.send({ id, answer: await commands[name](argument) });
  });
  process.on('disconnect', () => app.quit());
  process.send({ isReady: true });
}

app.disableHardwareAcceleration();
serveWorkloads();
app.whenReady().then(async () => {
  const window = await openWindow();
  if (process.send !== undefined) {
    serveParent(window);
    return;
  }
  const [workload, calls] = process.argv.slice(-2);
  const { durationUs } = await runRound(window, { workload, calls: Number(calls) });
  process.stdout.write(`${JSON.stringify({ workload, calls: Number(calls), durationUs })}\n`);
  app.quit();
});
