// Calls that fail in frames of each kind, and messages from main that fail there.

const { join } = require('node:path');
const { BrowserWindow, ipcMain } = require('electron');
const { nextEvent, pageFile, runIn } = require('../page');

const preload = join(__dirname, '..', 'uncloneablePreload.js');
const WINDOWS = {
  sandboxed: { sandbox: true, contextIsolation: true, preload },
  integrated: { sandbox: false, contextIsolation: false, nodeIntegration: true, preload },
};

module.exports = async function uncloneable() {
  ipcMain.handle('form:save', (_event, form) => (form.title === 'again' ? { ok: true } : Object.keys(form)));
  ipcMain.handle('form:load', () => ({ fields: [{ validate() {} }] }));
  ipcMain.on('form:results', () => {});
  for (const [title, webPreferences] of Object.entries(WINDOWS)) {
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadFile(pageFile, { query: { title } });
    const results = nextEvent(ipcMain, 'form:results');
    await runIn(window.webContents, () => globalThis.runAll());
    await results;
    window.webContents.send('form:show', { onClose() {} });
    if (title === 'integrated') {
      await runIn(window.webContents, () => globalThis.ipcRenderer.invoke('form:load').catch(() => {}));
    }
  }
};
