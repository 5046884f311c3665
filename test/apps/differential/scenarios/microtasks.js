// Before it serializes a value, Electron runs the microtasks that wait: they may change it, and send before it.

const { join } = require('node:path');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');

module.exports = async function microtasks({ openPage, record, until, nextEvent }) {
  // Whose first message it is.
  const page = await openPage();
  const { webContents, mainFrame } = page;
  const arrived = [];
  ipcMain.on('microtasks:arrived', (_event, data) => arrived.push(data));
  await page.run(({ ipcRenderer }) => {
    const tell = (data) => ipcRenderer.send('microtasks:arrived', data);
    ipcRenderer.on('microtasks:in', (event, data) => {
      tell(data);
      for (const port of event.ports) port.onmessage = (message) => tell(message.data);
    });
  });
  const child = utilityProcess.fork(join(__dirname, '..', 'utility.js'), [], { stdio: 'ignore' });
  child.on('message', (text) => arrived.push(text));
  await nextEvent(child, 'spawn');
  const { port1, port2 } = new MessageChannelMain();

  const routes = {
    'webContents.send': (value) => webContents.send('microtasks:in', value),
    'mainFrame.send': (value) => mainFrame.send('microtasks:in', value),
    'mainFrame.postMessage': (value) => mainFrame.postMessage('microtasks:in', value, [port2]),
    'port.postMessage': (value) => port1.postMessage(value),
    'utility.postMessage': (value) => child.postMessage(value),
  };
  for (const [route, send] of Object.entries(routes)) {
    const steps = [];
    await afterMicrotasks(() => {
      const value = { route, version: 1 };
      Promise.resolve().then(() => {
        steps.push('microtask');
        value.version = 2;
        webContents.send('microtasks:in', `by a microtask of ${route}`);
      });
      send(value);
      steps.push('sent');
    });
    await until('both', () => arrived.length === 2);
    // What goes different ways comes in any order.
    record(route, [steps, route.startsWith('utility') ? arrived.splice(0).sort() : arrived.splice(0)]);
  }

  let steps = [];
  const answer = (event) => {
    const value = { version: 1 };
    Promise.resolve().then(() => {
      steps.push('microtask');
      value.version = 2;
    });
    if (event !== undefined) event.returnValue = value;
    steps.push('answered');
    return value;
  };
  ipcMain.on('microtasks:sync', answer);
  ipcMain.handle('microtasks:invoke', () => answer(undefined));
  record('sendSync', await page.run(({ ipcRenderer }) => ipcRenderer.sendSync('microtasks:sync')));
  record('steps of sendSync', steps);
  steps = [];
  record('invoke', await page.run(({ ipcRenderer }) => ipcRenderer.invoke('microtasks:invoke')));
  record('steps of invoke', steps);

  ipcMain.removeAllListeners('microtasks:arrived');
  ipcMain.removeAllListeners('microtasks:sync');
  ipcMain.removeHandler('microtasks:invoke');
  child.kill();
  port1.close();
  await page.close();
};

/** In a task of its own, with no microtask before those that it makes. */
function afterMicrotasks(run) {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        run();
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
}
