// Messages in the moments that are easily missed: before anything is shown, around a reload and a navigation, and from
// a window that closes.

const { BrowserWindow, ipcMain } = require('electron');
const { nextEvent, pageFile, runIn, webPreferences } = require('../page');

module.exports = async function lifecycle() {
  const window = new BrowserWindow({ show: false, webPreferences });
  const { webContents } = window;
  webContents.send('main:before the page is loaded');
  // Pages send while they load: from their first script on.
  webContents.on('did-start-navigation', () => webContents.send('main:navigation has started'));
  webContents.on('dom-ready', () => webContents.send('main:dom is ready'));
  await window.loadFile(pageFile, { query: { title: 'First page' } });
  await sendWhenLeaving(webContents, 'reload');
  await left(webContents, () => webContents.reload());
  await sendWhenLeaving(webContents, 'navigation');
  await left(webContents, () => window.loadFile(pageFile, { query: { title: 'Second page' } }));
  await sendWhenLeaving(webContents, 'other origin');
  await left(webContents, () => webContents.loadURL('data:text/html,<title>Elsewhere</title>'));
  await window.loadFile(pageFile, { query: { title: 'Third page' } });
  window.showInactive();

  await sendWhenLeaving(webContents, 'close');
  const closed = nextEvent(window, 'closed');
  const heard = nextEvent(ipcMain, 'unload');
  window.close();
  await Promise.all([closed, heard]);
};

/** The page will send from each event of its end. */
function sendWhenLeaving(webContents, why) {
  return runIn(
    webContents,
    (reason) => {
      const { ipcRenderer } = require('electron');
      for (const name of ['beforeunload', 'pagehide', 'visibilitychange', 'unload']) {
        addEventListener(name, () => {
          ipcRenderer.send(name, reason);
          ipcRenderer.invoke(`${name}:invoke`, reason).catch(() => {});
        });
      }
    },
    why,
  );
}

/** Until the loading has stopped: a load that begins before takes this for its own end, and fails. */
async function left(webContents, leave) {
  const heard = nextEvent(ipcMain, 'unload');
  const loaded = nextEvent(webContents, 'did-stop-loading');
  leave();
  await Promise.all([heard, loaded]);
}
