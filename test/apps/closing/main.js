// Closes windows at moments that are delicate for Chromium. `--case=` says when, `--sandbox` whether its frames are
// sandboxed. Prints `rounds: 20` at the end, or how long each closing took.

const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

const ROUNDS = 20;
const HUNG_ROUNDS = 5;
const webPreferences = app.commandLine.hasSwitch('sandbox-frames')
  ? { sandbox: true }
  : { sandbox: false, nodeIntegration: true, contextIsolation: false };

const CASES = { 'will-frame-navigate': closeWhileNavigating, hung: closeHung };

app.disableHardwareAcceleration();
app.on('window-all-closed', () => {});
app
  .whenReady()
  .then(() => CASES[app.commandLine.getSwitchValue('case')]())
  .then(() => app.exit(0));

async function closeWhileNavigating() {
  for (let round = 0; round < ROUNDS; round++) {
    const window = new BrowserWindow({ show: false, webPreferences });
    const closed = new Promise((resolve) => window.once('closed', resolve));
    window.webContents.once('will-frame-navigate', () => window.close());
    window.loadFile(join(__dirname, 'page.html')).catch(() => {});
    await closed;
  }
  console.log(`rounds: ${ROUNDS}`);
}

async function closeHung() {
  const tookMs = [];
  for (let round = 0; round < HUNG_ROUNDS; round++) {
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadURL('data:text/html,<title>Hangs</title>');
    // Its console tells that the endless loop is about to begin.
    const hangs = new Promise((resolve) => window.webContents.once('console-message', resolve));
    window.webContents.executeJavaScript('console.log("hangs"); for (;;);').catch(() => {});
    await hangs;
    const closed = new Promise((resolve) => window.once('closed', resolve));
    const begun = performance.now();
    window.close();
    await closed;
    tookMs.push(Math.round(performance.now() - begun));
  }
  console.log(`took: ${JSON.stringify(tookMs)}`);
}
