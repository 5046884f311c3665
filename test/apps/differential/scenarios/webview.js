// A <webview> guest: its messages to its host, to main, and from both.

const { ipcMain, webContents: allContents } = require('electron');
const { makeUncloneable } = require('../lib/values');

module.exports = async function webview({ openPage, runIn, record, write, until, attempt }) {
  const attached = [];
  const page = await openPage({
    file: 'embedder.html',
    webviewTag: true,
    prepare({ webContents }) {
      webContents.on('will-attach-webview', () => attached.push('will-attach-webview'));
      webContents.on('did-attach-webview', (_event, guest) => attached.push(['did-attach-webview', guest.getType()]));
    },
  });
  await page.run(() => globalThis.viewReady.then(() => {}));
  record('attached', attached);
  const guest = allContents.getAllWebContents().find((contents) => contents.getType() === 'webview');
  record('host', guest.hostWebContents === page.webContents);

  const inMain = [];
  ipcMain.on('webview:send', (event, ...args) => inMain.push([event.sender === guest, args]));
  guest.ipc.handle('webview:ask', (event) => ['asked', event.sender.getType()]);
  const hostEvents = [];
  guest.on('ipc-message-host', (event, channel, args) => hostEvents.push([typeof event, channel, args]));
  guest.on('ipc-message', (_event, channel) => hostEvents.push(['ipc-message', channel]));

  const values = await runIn(guest, async ({ ipcRenderer, makeValues, settled }) => {
    ipcRenderer.sendToHost('webview:plain');
    for (const [name, value] of makeValues()) ipcRenderer.sendToHost('webview:value', name, value, value);
    ipcRenderer.send('webview:send', 'from the guest');
    return [makeValues().length, await settled(ipcRenderer.invoke('webview:ask'))];
  });
  write('answer to the guest', values[1]);
  const log = await page.run(async (_tools, count) => {
    while (globalThis.hostLog.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
    return globalThis.hostLog.splice(0);
  }, values[0] + 1);
  write('host got', log);
  record('main got', inMain);
  // Electron 33's own event; the dispatch of 36 and later has another.
  record(
    'events of the guest',
    hostEvents.filter(([name]) => name === 'ipc-message'),
  );

  const refused = await runIn(guest, ({ ipcRenderer, makeUncloneable, attempted }) =>
    makeUncloneable().map(
      ([name, value]) => `${name} ${attempted(() => ipcRenderer.sendToHost('webview:value', value))}`,
    ),
  );
  write('refused', refused);
  record(
    'uncloneable to the guest',
    makeUncloneable().map(([, value]) => attempt(() => guest.send('webview:in', value))),
  );

  await runIn(guest, ({ listen }) => listen('webview:in'));
  await page.run(() => globalThis.view.send('webview:in', { from: 'host' }, [1, 2]));
  guest.send('webview:in', 'from main');
  guest.mainFrame.postMessage('webview:in', 'posted by main');
  write('guest got', (await runIn(guest, ({ received }) => received('webview:in', 3))).sort());

  // The embedder goes, and the guest with it.
  let isGone = false;
  guest.once('destroyed', () => {
    isGone = true;
  });
  await page.close();
  await until('the end of the guest', () => isGone);
  record(
    'guest gone',
    attempt(() => guest.send('webview:in', 'too late')),
  );
  ipcMain.removeAllListeners('webview:send');
};
