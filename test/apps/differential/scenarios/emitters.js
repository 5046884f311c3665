// The emitters a message passes: the public event, then `ipc` of the frame, `ipc` of the WebContents, and ipcMain; of
// handlers, only the first.

const { ipcMain } = require('electron');

module.exports = async function emitters({ page, record, write }) {
  const { webContents, mainFrame } = page;
  const emitters = { ipcMain, 'webContents.ipc': webContents.ipc, 'mainFrame.ipc': mainFrame.ipc };
  const events = [];
  for (const [name, emitter] of Object.entries(emitters)) {
    emitter.on('emitters:message', (event, ...args) => {
      events.push(event);
      record(name, args);
    });
    emitter.on('emitters:sync', (event) => {
      event.returnValue = name;
    });
    emitter.handle('emitters:invoke', () => name);
  }
  const onPublic = (event, channel, ...args) => {
    events.push(event);
    record('ipc-message', [channel, args]);
  };
  const onPublicSync = (_event, channel, ...args) => record('ipc-message-sync', [channel, args]);
  webContents.on('ipc-message', onPublic);
  webContents.on('ipc-message-sync', onPublicSync);

  await page.run(({ ipcRenderer }) => {
    ipcRenderer.send('emitters:message', 'a', 1);
    ipcRenderer.sendSync('emitters:sync');
  });
  record('one event for all', new Set(events).size);
  events.length = 0;
  await page.run(({ ipcRenderer }) => ipcRenderer.postMessage('emitters:message', 'posted'));
  record('one event for all posted', new Set(events).size);

  const ask = () => page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('emitters:invoke')));
  const askSync = () => page.run(({ ipcRenderer, describe }) => describe(ipcRenderer.sendSync('emitters:sync')));
  for (const name of ['mainFrame.ipc', 'webContents.ipc', 'ipcMain']) {
    write(`answered by ${name}`, await ask());
    write(`sync answered by ${name}`, await askSync());
    emitters[name].removeHandler('emitters:invoke');
    emitters[name].removeAllListeners('emitters:sync');
    emitters[name].removeAllListeners('emitters:message');
  }
  write('answered by nobody', await ask());
  webContents.off('ipc-message', onPublic);
  webContents.off('ipc-message-sync', onPublicSync);

  // Without any listener sendSync would hang until its event is collected; the warning is what there is to see.
  webContents.once('ipc-message-sync', (event) => {
    event.returnValue = 'by the public event';
  });
  write('sync answered by the public event', await askSync());

  // A listener may put another in front while the message is on its way.
  mainFrame.ipc.once('emitters:late', () => ipcMain.once('emitters:late', () => write('late listener', 'heard')));
  await page.run(({ ipcRenderer }) => ipcRenderer.send('emitters:late'));
  // And remove the one that would have been next.
  const removed = () => write('removed listener', 'heard');
  webContents.ipc.on('emitters:removal', removed);
  mainFrame.ipc.once('emitters:removal', () => webContents.ipc.off('emitters:removal', removed));
  await page.run(({ ipcRenderer }) => ipcRenderer.send('emitters:removal'));

  // ipcMain used as a local bus is no IPC.
  ipcMain.once('emitters:bus', (...args) => record('bus', args));
  record('emit returned', [ipcMain.emit('emitters:bus', 1, 2), ipcMain.emit('emitters:bus')]);
};
