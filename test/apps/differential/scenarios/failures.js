// Errors that nobody catches, and the handlers of the process that hear of them.

const { ipcMain, MessageChannelMain } = require('electron');

module.exports = async function failures({ page, record, write, until }) {
  const uncaught = [];
  const monitor = (error, origin) => uncaught.push([String(error), origin]);
  process.on('uncaughtExceptionMonitor', monitor);

  // A listener that throws keeps the later ones from being called, here and on the later emitters.
  page.mainFrame.ipc.once('failures:throws', () => record('frame', 'called'));
  page.webContents.ipc.once('failures:throws', () => {
    throw new Error('a listener threw');
  });
  const later = () => record('ipcMain', 'called');
  ipcMain.once('failures:throws', later);
  await page.run(({ ipcRenderer }) => ipcRenderer.send('failures:throws'));
  ipcMain.off('failures:throws', later);

  for (const [name, thrown] of [
    ['text', 'text'],
    ['undefined', undefined],
    ['frozen', Object.freeze(new TypeError('frozen'))],
    ['object', { thrown: true }],
  ]) {
    ipcMain.once('failures:value', () => {
      throw thrown;
    });
    await page.run(({ ipcRenderer }) => ipcRenderer.send('failures:value'));
    record(`thrown ${name}`, uncaught.splice(0));
  }

  ipcMain.once('failures:async', async () => {
    throw new RangeError('an async listener rejected');
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.send('failures:async'));

  ipcMain.once('failures:posted', () => {
    throw new Error('a listener of postMessage threw');
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.postMessage('failures:posted', null));

  page.webContents.once('ipc-message', () => {
    throw new Error('a listener of ipc-message threw');
  });
  ipcMain.once('failures:public', () => record('after ipc-message', 'called'));
  await page.run(({ ipcRenderer }) => ipcRenderer.send('failures:public'));
  ipcMain.removeAllListeners('failures:public');

  const { port1, port2 } = new MessageChannelMain();
  const heard = [];
  port2.once('message', () => {
    throw new Error('a listener of a port threw');
  });
  port2.on('message', ({ data }) => heard.push(data));
  port2.start();
  port1.postMessage(1);
  port1.postMessage(2);
  await until('the second message', () => heard.includes(2));
  record('port', heard);
  port1.close();

  // The handler of a call that was answered before may still fail.
  ipcMain.handleOnce('failures:forgotten', () => {
    Promise.reject(new Error('a forgotten promise'));
    return 'answered';
  });
  write('forgotten', await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('failures:forgotten'))));
  await new Promise((resolve) => setImmediate(resolve));

  process.off('uncaughtExceptionMonitor', monitor);
  record('monitor', uncaught);
  record('frames of an error', await framesOfApp(page));
};

/** The app's own frames of a stack, which is all it can rely on. */
async function framesOfApp(page) {
  let own;
  ipcMain.handleOnce('failures:stack', function stackHandler() {
    own = new Error('stack').stack.split('\n').filter((line) => line.includes('stackHandler')).length;
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.invoke('failures:stack'));
  return own;
}
