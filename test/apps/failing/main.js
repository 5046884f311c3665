// Everything in main fails that can, one after the other; what Electron and the app print of it is compared by a test.

const { app, BrowserWindow, ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { setTimeout: wait } = require('node:timers/promises');

class Refusal extends Error {
  name = 'Refusal';

  toString() {
    return `refused: ${this.message}`;
  }
}

function deep(levels, fail) {
  if (levels === 0) return fail();
  return deep(levels - 1, fail);
}

const HANDLERS = {
  'fails:at-once'() {
    throw new TypeError('at once', { cause: new Error('the cause') });
  },
  'fails:deep'() {
    deep(20, () => {
      throw new Error('deep');
    });
  },
  async 'fails:before-await'() {
    throw new RangeError('before await');
  },
  async 'fails:late'() {
    await 0;
    throw new Error('late');
  },
  async 'fails:later'() {
    await wait(5);
    await HANDLERS['fails:late']();
  },
  'fails:promise': () => Promise.reject(new Error('in a promise')),
  'fails:text'() {
    throw 'only a text';
  },
  'fails:object'() {
    throw { code: 17 };
  },
  async 'fails:object-late'() {
    await 0;
    throw { code: 18 };
  },
  'fails:refusal'() {
    throw new Refusal('no');
  },
  async 'fails:refusal-late'() {
    await 0;
    throw new Refusal('not now');
  },
  'fails:result': () => () => {},
  'fails:result-late': async () => ({ onSave() {} }),
};
for (const [channel, handler] of Object.entries(HANDLERS)) ipcMain.handle(channel, handler);

process.on('uncaughtException', (error) => console.error('UNCAUGHT', error.stack));
process.on('unhandledRejection', (error) => console.error('UNHANDLED', error?.stack));
ipcMain.on('throws', () => deep(2, () => JSON.parse('{')));
ipcMain.on('throws:sync', (event) => {
  event.returnValue = 1;
  throw new Error('in a listener of sendSync');
});
ipcMain.on('throws:result', (event) => {
  // Without another answer the page would wait until the event is garbage collected.
  setImmediate(() => {
    event.returnValue = 'an answer that can be cloned';
  });
  event.returnValue = () => {};
});
ipcMain.on('throws:posted', () => {
  throw new Error('in a listener of postMessage');
});
// Sending runs the microtasks that wait. The error of one ends nothing that is under way here.
ipcMain.on('goes-on', ({ sender }) => {
  queueMicrotask(() => {
    throw new Error('in a microtask');
  });
  sender.send('in', 'runs the microtask');
  sender.send('in', 'after the error');
});

app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  const { webContents } = window;
  webContents.once('did-finish-load', () => console.error('LOADED', new Error('loaded').stack));
  await window.loadURL('data:text/html,<title>failing</title>');
  const inPage = (script) =>
    webContents.executeJavaScript(`{ const { ipcRenderer } = require('electron'); ${script} }`);
  for (const channel of Object.keys(HANDLERS)) await inPage(`ipcRenderer.invoke('${channel}').catch(String)`);
  await inPage(`ipcRenderer.send('throws'); ipcRenderer.sendSync('throws:sync')`);
  await inPage(`ipcRenderer.sendSync('throws:result')`);
  await inPage(`ipcRenderer.postMessage('throws:posted', 1); ipcRenderer.invoke('nobody').catch(String)`);
  await inPage(`ipcRenderer.send('goes-on')`);
  failInMain(webContents);
  await failInPorts();
  app.exit(0);
});

function failInMain(webContents) {
  const { mainFrame } = webContents;
  const { port1 } = new MessageChannelMain();
  webContentsSends(mainFrame);
  webContentsSends(webContents);
  for (const fail of [
    () => mainFrame.postMessage('in', () => {}),
    () => webContents.postMessage('in', () => {}),
    () => webContents.postMessage('in', 1, [{}]),
    () => webContents.send(),
    () => port1.postMessage(() => {}),
    () => ipcMain.handle('fails:late', () => {}),
    () => ipcMain.handleOnce('fails:late', () => {}),
    () => utilityProcess.fork(),
  ]) {
    try {
      fail();
    } catch (error) {
      console.error('THROWN', error.stack);
    }
  }
}

/** Electron prints this one itself. */
function webContentsSends(frame) {
  frame.send('in', () => {});
}

function failInPorts() {
  const { port1, port2 } = new MessageChannelMain();
  return new Promise((resolve) => {
    port2.on('message', () => {
      resolve();
      throw new Error('in a listener of a port');
    });
    port2.start();
    port1.postMessage(1);
  });
}
