// Sends from named functions, and has its own ideas about how stacks are made.

const { app, BrowserWindow, ipcMain } = require('electron');

const INTERVAL_MS = 40;
let prepared = 0;
let limitReads = 0;
const prepareStackTrace = (error, callSites) => {
  prepared++;
  return `${error}: ${callSites.length} frames`;
};
Error.prepareStackTrace = prepareStackTrace;
Object.defineProperty(Error, 'stackTraceLimit', {
  configurable: true,
  enumerable: true,
  get() {
    limitReads++;
    return 4;
  },
});
const before = JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(Error)).map(describe));

function describe([name, { value, get, ...attributes }]) {
  return [name, typeof value, typeof get, value === prepareStackTrace, attributes];
}

function deepest(window, depth) {
  if (depth > 0) deepest(window, depth - 1);
  else window.webContents.send('from main', 1);
}

function replyToPing(event) {
  event.reply('reply', 1);
}

app.on('window-all-closed', () => app.quit());
ipcMain.on('ping', replyToPing);

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  await window.loadURL('data:text/html,<title>stacks</title>');
  prepared = 0;
  limitReads = 0;
  const act = () => {
    if (window.isDestroyed()) return;
    deepest(window, 30);
    const after = JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(Error)).map(describe));
    if (prepared > 0 || limitReads > 0 || after !== before)
      process.stdout.write(`noticed ${prepared} ${limitReads} ${after}\n`);
    void window.webContents.executeJavaScript(
      `(function pingFromPage() { require('electron').ipcRenderer.send('ping'); })()`,
    );
    setTimeout(act, INTERVAL_MS);
  };
  act();
});
