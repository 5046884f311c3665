// Senders of every kind, each of which says hello.

const { join } = require('node:path');
const { BaseWindow, BrowserWindow, WebContentsView, app, ipcMain, session } = require('electron');
const { nextEvent, openWindow, pageFile, runIn, webPreferences } = require('../page');

module.exports = async function endpoints() {
  const sessions = [];
  app.on('session-created', (created) => sessions.push(created.getStoragePath()));
  const first = await openWindow('First');
  await hello(first.webContents);
  const second = await openWindow('Second', { webPreferences: { partition: 'persist:Work Notes' } });
  await hello(second.webContents);
  const third = await openWindow('Third', { webPreferences: { partition: 'temporary' } });
  await hello(third.webContents);
  await fromView();
  await fromSubFrame();
  await fromGuest();
  await fromDevTools(first.webContents);
  await fromExtension();
  await first.webContents.loadURL('data:text/html,<title>Elsewhere</title>');
  await hello(first.webContents);
  // Describing the endpoints must not have created any.
  console.log(`sessions: ${JSON.stringify(sessions.map((path) => path?.split(/[\\/]/).at(-1)))}`);
};

async function hello(target) {
  const heard = nextEvent(ipcMain, 'hello');
  await runIn(target, () => require('electron').ipcRenderer.send('hello', document.title));
  await heard;
}

async function fromView() {
  const window = new BaseWindow({ show: false });
  const view = new WebContentsView({ webPreferences });
  window.contentView.addChildView(view);
  await view.webContents.loadFile(pageFile, { query: { title: 'View' } });
  await hello(view.webContents);
}

async function fromSubFrame() {
  const window = await openWindow('Frames', { webPreferences: { nodeIntegrationInSubFrames: true } });
  await runIn(window.webContents, () => {
    const frame = document.createElement('iframe');
    frame.src = location.href.replace(/title=.*/, 'title=Inner');
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    return loaded.then(() => {});
  });
  await hello(window.webContents.mainFrame.frames[0]);
}

async function fromGuest() {
  const embedder = await openWindow('Embedder', { webPreferences: { webviewTag: true } });
  const attached = nextEvent(embedder.webContents, 'did-attach-webview');
  await runIn(embedder.webContents, async () => {
    const view = document.createElement('webview');
    view.partition = 'persist:guests';
    view.src = location.href.replace(/title=.*/, 'title=Guest');
    view.webpreferences = 'nodeIntegration=yes, contextIsolation=no, sandbox=no';
    const ready = new Promise((resolve) => view.addEventListener('dom-ready', resolve, { once: true }));
    document.body.append(view);
    await ready;
  });
  const [, guest] = await attached;
  await hello(guest);
}

/** Its pages have no ipcRenderer of their own, but messages can be sent to them. */
async function fromDevTools(webContents) {
  const opened = nextEvent(webContents, 'devtools-opened');
  webContents.openDevTools({ mode: 'detach', activate: false });
  await opened;
  webContents.devToolsWebContents.send('to-devtools');
  webContents.closeDevTools();
}

async function fromExtension() {
  const extension = await session.defaultSession.loadExtension(join(__dirname, '..', 'extension'));
  const window = new BrowserWindow({ show: false, webPreferences });
  await window.loadURL(`chrome-extension://${extension.id}/page.html`);
  window.webContents.send('to-extension');
}
