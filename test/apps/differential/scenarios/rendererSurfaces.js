// What frames find when they look at `ipcRenderer`: its listings, and every property of its prototypes, with and without sandbox.

const { join } = require('node:path');
const { ipcMain } = require('electron');

module.exports = async function rendererSurfaces({ page, openPage, write, nextEvent }) {
  const lines = await page.run(({ ipcRenderer }) => {
    const { describeSurfaces } = require('../lib/surfaces.js');
    return describeSurfaces(ipcRenderer);
  });
  write('integrated', lines);
  write('where an uncaught error seems to be thrown', await page.run(uncaughtPlace));
  for (const contextIsolation of [true, false]) {
    const told = nextEvent(ipcMain, 'surfaces:told');
    const sandboxed = await openPage({
      file: 'isolated.html',
      nodeIntegration: false,
      contextIsolation,
      sandbox: true,
      preload: join(__dirname, '..', 'pages', 'surfacesPreload.js'),
    });
    const [, text] = await told;
    write(`sandboxed, isolation ${contextIsolation}`, text);
    await sandboxed.close();
  }
};

/** Of a call that fails, as error reporters get it. */
function uncaughtPlace({ ipcRenderer }) {
  return new Promise((resolve) => {
    addEventListener(
      'error',
      (event) => {
        event.preventDefault();
        resolve([event.message, event.filename, event.lineno, event.colno].join(' '));
      },
      { once: true },
    );
    setTimeout(() => ipcRenderer.send('surfaces:uncloneable', () => {}));
  });
}
