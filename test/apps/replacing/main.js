// Replaces what fake timers, polyfills and instrumentation replace, before it does anything else. A replacement refuses to work for
// the agent, and prints that it was asked.

const fs = require('node:fs');
const { app, BrowserWindow, ipcMain, MessageChannelMain } = require('electron');

const REPLACED = [
  [
    globalThis,
    'setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask structuredClone',
  ],
  [JSON, 'parse stringify'],
  [Reflect, 'apply construct get has set deleteProperty getOwnPropertyDescriptor ownKeys'],
  [Object, 'assign create defineProperty entries fromEntries getOwnPropertyDescriptor getPrototypeOf hasOwn'],
  [Object, 'isExtensible keys setPrototypeOf values'],
  [Array, 'from isArray of'],
  [Math, 'ceil floor max min random round'],
  [Date, 'now'],
  [performance, 'now'],
  [Promise, 'all resolve'],
  [Promise.prototype, 'then'],
  [Error, 'captureStackTrace'],
  [Atomics, 'wait'],
  [process, 'emitWarning hrtime kill nextTick'],
  [Buffer, 'alloc allocUnsafe allocUnsafeSlow byteLength concat from'],
  [fs, 'closeSync ftruncateSync openSync unlinkSync writeSync'],
];

const { captureStackTrace } = Error;
const { apply } = Reflect;
const print = (text) => process.stdout.write(`${text}\n`);
const timer = setInterval;

for (const [holder, names] of REPLACED) for (const name of names.split(' ')) replace(holder, name);

// Only seen through: what instrumentation does with methods that everything calls.
let pushes = 0;
const { push } = Array.prototype;
Array.prototype.push = function (...items) {
  pushes++;
  return apply(push, this, items);
};

function replace(holder, name) {
  const original = holder[name];
  const replacement = new Proxy(original, {
    apply: function replaced(target, self, args) {
      const holder = {};
      captureStackTrace(holder, replaced);
      const [, caller = ''] = holder.stack.split('\n');
      if (caller.includes('agent.cjs')) {
        print(`the agent used ${name}${caller}`);
        throw new Error(`${name} is not for you`);
      }
      return apply(target, self, args);
    },
  });
  holder[name] = replacement;
  if (holder[name] !== replacement) throw new Error(`${name} could not be replaced`);
}

const PAGE = `
  const { ipcRenderer } = require('electron');
  ipcRenderer.on('push', () => {});
  ipcRenderer.on('port', ({ ports: [port] }) => {
    port.onmessage = () => port.postMessage('from the page');
    port.start();
  });
  let round = 0;
  setInterval(async () => {
    ipcRenderer.send('tell', ++round);
    await ipcRenderer.invoke('ask', { round, list: [1, { two: 2 }], when: new Date(0), map: new Map([[1, new Set([2])]]) });
    await ipcRenderer.invoke('fail').catch(() => {});
    ipcRenderer.sendSync('wait', round);
  }, 30);
`;

app.on('window-all-closed', () => app.quit());
ipcMain.handle('ask', async (_event, { round }) => ({ answer: round, bytes: new Uint8Array(8), pattern: /a+/g }));
ipcMain.handle('fail', () => {
  throw Object.assign(new RangeError('too far'), { code: 7 });
});
ipcMain.on('tell', (event, round) => event.reply('push', { round, text: 'x'.repeat(round) }));
ipcMain.on('wait', (event) => {
  event.returnValue = process.pid;
});

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  await window.loadURL(`data:text/html,<script>${encodeURIComponent(PAGE)}</script>`);
  timer(() => {
    if (window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', () => port1.close());
    port1.start();
    port1.postMessage('from main');
    window.webContents.postMessage('port', null, [port2]);
    if (pushes > 0) print('pushes were seen');
  }, 50);
});
