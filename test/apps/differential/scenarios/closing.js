// Windows that are closed from the events of a navigation, with a renderer that hangs, and from `unload`.

const { join } = require('node:path');
const { ipcMain } = require('electron');

const EVENTS = ['did-start-navigation', 'will-frame-navigate', 'will-navigate', 'did-navigate', 'did-finish-load'];

module.exports = async function closing({ openPage, record, attempt, nextEvent }) {
  for (const sandbox of [true, false]) {
    const preferences = sandbox ? { sandbox, nodeIntegration: false, contextIsolation: true } : {};
    for (const name of EVENTS) {
      const page = await openPage({ ...preferences, file: 'isolated.html' });
      const closed = nextEvent(page.window, 'closed');
      let atOnce;
      page.webContents.once(name, () => {
        atOnce = attempt(() => page.window.close());
      });
      page.webContents.executeJavaScript(`location.search = '?next'`).catch(() => {});
      await closed;
      record(`sandbox ${sandbox}: closed in ${name}`, [atOnce, page.window.isDestroyed()]);
    }

    const hung = await openPage({ ...preferences, file: 'isolated.html' });
    const unresponsive = [];
    hung.window.on('unresponsive', () => unresponsive.push('unresponsive'));
    const hangs = nextEvent(hung.webContents, 'console-message');
    hung.webContents.executeJavaScript('console.log("hangs"); for (;;);').catch(() => {});
    await hangs;
    const closed = nextEvent(hung.window, 'closed');
    hung.window.close();
    await closed;
    record(`sandbox ${sandbox}: closed while its renderer hangs`, unresponsive);
  }

  // What a page sends in its last moment closes its window.
  const heard = [];
  const page = await openPage();
  const closed = nextEvent(page.window, 'closed');
  ipcMain.on('closing:unload', (event) => {
    heard.push(attempt(() => page.window.close()));
    event.returnValue = 'closed';
  });
  await page.run(({ ipcRenderer }) => {
    addEventListener('unload', () => ipcRenderer.sendSync('closing:unload'));
  });
  page.window.loadFile(join(__dirname, '..', 'pages', 'isolated.html')).catch(() => {});
  await closed;
  record('closed from unload', heard);
  ipcMain.removeAllListeners('closing:unload');
};
