const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bridge', {
  send: (...args) => ipcRenderer.send('isolated:send', ...args),
  sendSync: (...args) => ipcRenderer.sendSync('isolated:sync', ...args),
  invoke: (...args) => ipcRenderer.invoke('isolated:invoke', ...args),
  post: (message) => ipcRenderer.postMessage('isolated:post', message),
  on: (listener) => ipcRenderer.on('isolated:in', (_event, ...args) => listener(...args)),
  surroundings: () => [Object.keys(process.env), process.argv, Object.keys(process), process.type, process.sandboxed],
});
