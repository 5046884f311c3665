// Every way from main to a renderer, and every way in which it fails.

const { ipcMain, webContents: allContents } = require('electron');
const { nextEvent, openWindow, runIn } = require('../page');

module.exports = async function routes() {
  const window = await openWindow('Receiver');
  const { webContents } = window;
  const { mainFrame } = webContents;
  const asked = nextEvent(ipcMain, 'ask');
  await runIn(webContents, () => ipcRenderer.send('ask'));
  const [event] = await asked;

  webContents.send('webContents.send', 1);
  webContents.postMessage('webContents.postMessage', 2);
  webContents.sendToFrame(mainFrame.routingId, 'sendToFrame by id', 3);
  webContents.sendToFrame([mainFrame.processId, mainFrame.routingId], 'sendToFrame by ids', 4);
  event.reply('event.reply', 5);
  event.senderFrame.send('senderFrame.send', 6);
  event.senderFrame.postMessage('senderFrame.postMessage', 7);
  mainFrame.send('mainFrame.send', 8);
  event.sender.send('sender.send', 9);
  await toGuest();
  await toSubFrame(webContents);

  uncloneable(webContents, event);
  webContents.sendToFrame(9999, 'no such frame', 10);
  webContents.sendToFrame([9999, 1], 'no such process', 11);
  attempt(() => webContents.sendToFrame('frame', 'no frame id', 12));
  attempt(() => webContents.send(13));
  attempt(() => webContents.postMessage('bad transfer', 14, [{}]));

  await gone(window, event, mainFrame);
};

/** Through a `<webview>`, whose `send` Electron hands to main. */
async function toGuest() {
  const embedder = await openWindow('Embedder', { webPreferences: { webviewTag: true } });
  await runIn(embedder.webContents, async () => {
    const view = document.createElement('webview');
    view.src = location.href.replace(/title=.*/, 'title=Guest');
    view.webpreferences = 'nodeIntegration=yes, contextIsolation=no, sandbox=no';
    globalThis.view = view;
    const ready = new Promise((resolve) => view.addEventListener('dom-ready', resolve, { once: true }));
    document.body.append(view);
    await ready;
    await view.send('webview.send', 'to the guest');
  });
  const guest = allContents.getAllWebContents().find((contents) => contents.getType() === 'webview');
  guest.send('guest.send', 'from main');
}

async function toSubFrame(webContents) {
  await runIn(webContents, () => {
    const frame = document.createElement('iframe');
    frame.src = 'about:blank';
    document.body.append(frame);
  });
  const [frame] = webContents.mainFrame.frames;
  frame.send('subframe.send', 'to the sub-frame');
  await runIn(webContents, () => document.querySelector('iframe').remove());
  attempt(() => frame.send('removed frame.send', 'too late'));
  attempt(() => frame.postMessage('removed frame.postMessage', 'too late'));
}

function uncloneable(webContents, event) {
  const { mainFrame } = webContents;
  const bad = () => {};
  webContents.send('uncloneable webContents.send', bad);
  attempt(() => webContents.postMessage('uncloneable webContents.postMessage', bad));
  webContents.sendToFrame(mainFrame.routingId, 'uncloneable sendToFrame', bad);
  event.reply('uncloneable event.reply', bad);
  mainFrame.send('uncloneable mainFrame.send', bad);
  attempt(() => mainFrame.postMessage('uncloneable mainFrame.postMessage', bad));
}

/** The window is destroyed: nothing arrives any more, and hardly any call says so. */
async function gone(window, event, mainFrame) {
  const { webContents } = window;
  const ids = [mainFrame.processId, mainFrame.routingId];
  const destroyed = nextEvent(webContents, 'destroyed');
  window.destroy();
  await destroyed;
  attempt(() => webContents.send('destroyed webContents.send', 1));
  attempt(() => webContents.postMessage('destroyed webContents.postMessage', 2));
  attempt(() => webContents.sendToFrame(ids, 'destroyed sendToFrame', 3));
  attempt(() => event.reply('destroyed event.reply', 4));
  attempt(() => mainFrame.send('destroyed mainFrame.send', 5));
  attempt(() => mainFrame.postMessage('destroyed mainFrame.postMessage', 6));
}

function attempt(call) {
  try {
    console.log(`returned ${call()}`);
  } catch (error) {
    console.log(`threw ${error}`);
  }
}
