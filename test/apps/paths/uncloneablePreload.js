// The page's part of scenarios/uncloneable.js: calls whose values can't be cloned or transferred, and good ones between.

const { contextBridge, ipcRenderer } = require('electron');

async function attempt(call) {
  try {
    await call();
    return 'sent';
  } catch (error) {
    return `${error.constructor.name}: ${error.message}`;
  }
}

async function runAll() {
  const { port1 } = new MessageChannel();
  let getterCalls = 0;
  const withGetter = {
    get title() {
      getterCalls++;
      return 'x';
    },
    onSave() {},
  };
  const results = [
    await attempt(() => ipcRenderer.invoke('form:save', { title: 'Draft' })),
    await attempt(() => ipcRenderer.invoke('form:save', { user: { onSave() {} } })),
    await attempt(() => ipcRenderer.send('form:changed', 1, [Symbol('x')])),
    await attempt(() => ipcRenderer.sendSync('form:changed', Promise.resolve())),
    await attempt(() => ipcRenderer.postMessage('form:port', () => {})),
    await attempt(() => ipcRenderer.postMessage('form:port', 'transfer', [{}])),
    await attempt(() => ipcRenderer.sendToHost('form:host', new WeakSet())),
    await attempt(() => ipcRenderer.send('form:changed', withGetter)),
    await attempt(() => ipcRenderer.send('form:changed', { form: new Proxy({}, {}) })),
    await attempt(() => ipcRenderer.invoke('form:save', { title: 'again' })),
    // Without a channel there is no message.
    (await attempt(() => ipcRenderer.send(undefined, () => {}))).startsWith('TypeError'),
  ];
  port1.close();
  ipcRenderer.send('form:results', results, getterCalls);
}

if (process.contextIsolated) contextBridge.exposeInMainWorld('runAll', runAll);
else globalThis.runAll = runAll;
