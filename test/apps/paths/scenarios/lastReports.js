// Documents that make their last calls and end at once, in every way in which a document can end.

const { join } = require('node:path');
const { BrowserWindow, ipcMain } = require('electron');
const { nextEvent, runIn } = require('../page');

const DOCUMENTS = 3;
const WAYS = ['same task', 'busy', 'main loads', 'closes itself', 'destroyed'];
const preload = join(__dirname, '..', 'lastReportsPreload.js');
const page = join(__dirname, '..', 'pages', 'quiet.html');
const isClosed = { 'closes itself': true, destroyed: true };

const WINDOWS = {
  sandboxed: { sandbox: true, contextIsolation: true, preload },
  integrated: { sandbox: false, contextIsolation: false, nodeIntegration: true, preload },
};

module.exports = async function lastReports() {
  ipcMain.on('last', () => {});
  ipcMain.on('load', ({ sender }) => sender.loadFile(page, { query: { title: 'left' } }));
  ipcMain.on('destroy', ({ sender }) => BrowserWindow.fromWebContents(sender).destroy());
  for (const [name, webPreferences] of Object.entries(WINDOWS)) {
    for (const way of WAYS) {
      for (let document = 0; document < DOCUMENTS; document++) await endOne(`${name}, ${way}`, way, webPreferences);
    }
  }
};

async function endOne(title, way, webPreferences) {
  const window = new BrowserWindow({ show: false, webPreferences: { ...webPreferences, backgroundThrottling: false } });
  await window.loadFile(page, { query: { title } });
  const hasEnded = isClosed[way] ? nextEvent(window, 'closed') : nextEvent(window.webContents, 'did-finish-load');
  // It may be gone before it has answered.
  runIn(window.webContents, (kind) => globalThis.end(kind), way).catch(() => {});
  await hasEnded;
  if (!isClosed[way]) window.destroy();
}
