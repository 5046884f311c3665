// Calls what main asks for, with the very values that main sent, and keeps its own results.

const { ipcRenderer } = require('electron');

const own = { answered: [], rejected: [], unhandled: 0 };
const ports = new Map();
globalThis.addEventListener('unhandledrejection', () => {
  own.unhandled++;
});

ipcRenderer.on('do', (_event, kind, channel, ...args) => {
  const result = ipcRenderer[kind](channel, ...args);
  if (kind === 'sendSync') own.answered.push(result);
  if (kind === 'invoke') {
    result.then(
      (value) => own.answered.push(value),
      (error) => own.rejected.push(error.message),
    );
  }
});

ipcRenderer.on('own', () => {
  const { answered, rejected, unhandled } = own;
  ipcRenderer.send('own', { answered: answered.length, rejected: rejected.length, unhandled });
});

// As a library does that logs calls, or one that answers them itself.
ipcRenderer.on('wrap', (_event, how) => {
  const holder = Object.getPrototypeOf(ipcRenderer);
  const { invoke } = holder;
  holder.invoke = function (channel, ...args) {
    ipcRenderer.send('wrapped', channel);
    return how === 'swallow' ? Promise.resolve('its own') : invoke.call(this, channel, ...args);
  };
});

globalThis.addEventListener('DOMContentLoaded', () => {
  document.querySelector('webview')?.addEventListener('ipc-message', ({ channel, args }) => {
    ipcRenderer.send('host:got', channel, args);
  });
});

// What a listener in a frame can see of an event.
for (const channel of ['push:send', 'push:post']) {
  ipcRenderer.on(channel, function (event, ...args) {
    const fields = Reflect.ownKeys(event).map((key) => {
      const { value, get, ...attributes } = Object.getOwnPropertyDescriptor(event, key);
      return [String(key), typeof (get ?? value), attributes];
    });
    ipcRenderer.send('pushed', {
      channel,
      fields,
      prototype: Object.getPrototypeOf(event) === Object.prototype,
      isSender: event.sender === ipcRenderer,
      isThis: this === ipcRenderer,
      ports: event.ports.length,
      args,
    });
  });
}

ipcRenderer.on('port', ({ ports: [port] }, name) => {
  ports.set(name, port);
  port.onmessage = ({ data }) => ipcRenderer.send('port:received', name, data);
});
ipcRenderer.on('post on port', (_event, name, data) => ports.get(name).postMessage(data));
