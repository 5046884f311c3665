// Messages around the end of a document and the start of the next.

const { join } = require('node:path');
const { ipcMain } = require('electron');

module.exports = async function navigation({ openPage, record, write, attempt, until, nextEvent }) {
  const page = await openPage();
  const { webContents } = page;
  const heard = [];
  ipcMain.on('navigation:send', (event, text) => heard.push([text, event.sender === webContents]));
  ipcMain.on('navigation:sync', (event, text) => {
    heard.push([text, event.sender === webContents]);
    event.returnValue = 1;
  });

  // Sent while the document unloads: all of it still arrives.
  await page.run(({ ipcRenderer }) => {
    for (const name of ['beforeunload', 'pagehide', 'unload']) {
      addEventListener(name, () => {
        ipcRenderer.send('navigation:send', `send in ${name}`);
        ipcRenderer.sendSync('navigation:sync', `sendSync in ${name}`);
      });
    }
  });
  const reloaded = nextEvent(webContents, 'did-finish-load');
  webContents.reload();
  await reloaded;
  await until('the messages of the old document', () => heard.length >= 6);
  // `did-stop-loading` comes after `did-finish-load`. A load in between takes it for its own end, and fails.
  await until('the end of loading', () => !webContents.isLoading());
  record('while reloading', heard.splice(0));

  // Sent at once by a new document, and sent to it from the first event on.
  webContents.once('did-start-navigation', () =>
    record(
      'during the start',
      attempt(() => webContents.send('navigation:in', 1)),
    ),
  );
  webContents.once('dom-ready', () => webContents.send('navigation:in', 'from dom-ready'));
  await page.window.loadFile(join(__dirname, '..', 'pages', 'eager.html'));
  await until('its messages', () => heard.length >= 3);
  record('by the new document', heard.splice(0));
  write('to the new document', await page.run(() => globalThis.firstMessage));

  // A call that is pending when its document goes.
  let answer;
  ipcMain.handle(
    'navigation:pending',
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  page.run(({ ipcRenderer }) => void ipcRenderer.invoke('navigation:pending'));
  await until('the call', () => answer !== undefined);
  await until('the end of loading', () => !webContents.isLoading());
  await page.window.loadFile(join(__dirname, '..', 'pages', 'page.html'));
  answer('to nobody');
  await null;
  write('next document', await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('navigation:none'))));

  // In-page navigation keeps the document and its listeners.
  await page.run(({ listen }) => listen('navigation:in'));
  const moved = nextEvent(webContents, 'did-navigate-in-page');
  await page.run(() => {
    location.hash = 'elsewhere';
  });
  await moved;
  webContents.send('navigation:in', 'after the hash changed');
  write('in page', await page.run(({ received }) => received('navigation:in', 1)));

  // Closing: what is sent as the window closes.
  await page.run(({ ipcRenderer }) => {
    addEventListener('pagehide', () => ipcRenderer.send('navigation:send', 'send while closing'));
  });
  page.window.once('close', () =>
    record(
      'while closing',
      attempt(() => webContents.send('navigation:in', 'closing')),
    ),
  );
  const closed = nextEvent(page.window, 'closed');
  page.window.close();
  await closed;
  record('after closing', heard.splice(0));

  await crash(openPage, record, attempt, nextEvent, until);
  for (const name of ['send', 'sync']) ipcMain.removeAllListeners(`navigation:${name}`);
  ipcMain.removeHandler('navigation:pending');
};

/** A renderer that dies with a call pending. */
async function crash(openPage, record, attempt, nextEvent, until) {
  const page = await openPage();
  let answer;
  ipcMain.handle(
    'navigation:crash',
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  page.run(({ ipcRenderer }) => void ipcRenderer.invoke('navigation:crash')).catch(() => {});
  await until('the call', () => answer !== undefined);
  const gone = nextEvent(page.webContents, 'render-process-gone');
  page.webContents.forcefullyCrashRenderer();
  const [, { reason }] = await gone;
  record('gone', reason);
  answer('too late');
  record(
    'send to a crashed renderer',
    attempt(() => page.webContents.send('navigation:in', 1)),
  );
  record(
    'postMessage to a crashed renderer',
    attempt(() => page.webContents.postMessage('navigation:in', 1)),
  );
  record('crashed', page.webContents.isCrashed());
  ipcMain.removeHandler('navigation:crash');
  await page.close();
}
