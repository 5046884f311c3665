// What an app finds when it prints Electron's objects with all that is hidden, and when it looks into them for what it does not see in
// its own: functions by their kind, keys and text, listeners by what is told of their removal.

const { EventEmitter, getEventListeners } = require('node:events');
const { inspect } = require('node:util');
const { app, ipcMain, MessageChannelMain, utilityProcess, BrowserWindow } = require('electron');
const { describeProperties } = require('../lib/descriptors');

const SHOWN = { showHidden: true, depth: 2, breakLength: 200, compact: false, maxArrayLength: 40 };

module.exports = async function inspection({ page, write, record }) {
  const { webContents, mainFrame } = page;
  const channel = new MessageChannelMain();
  const objects = {
    ipcMain,
    webContents,
    'webContents.ipc': webContents.ipc,
    mainFrame,
    session: webContents.session,
    port: channel.port1,
    'class MessageChannelMain': MessageChannelMain,
    utilityProcess,
    EventEmitter,
  };
  for (const [name, object] of Object.entries(objects)) {
    for (const line of printed(object)) write(name, line);
  }
  for (const emitter of [webContents, ipcMain, app]) {
    record('keys of its table', Object.keys(emitter._events));
    record(
      'descriptors',
      Object.values(Object.getOwnPropertyDescriptors(emitter._events)).map(({ value }) => kindOf(value)),
    );
  }
  for (const name of ['-ipc-message', '-ipc-invoke', '-ipc-message-sync', '-ipc-ports', 'did-navigate']) {
    record(`listeners of ${name}`, [
      webContents.listeners(name).map(kindOf),
      webContents.rawListeners(name).map(kindOf),
      getEventListeners(webContents, name).map(kindOf),
      webContents.listenerCount(name),
    ]);
  }
  for (const [name, owner] of Object.entries({
    webContents: Object.getPrototypeOf(webContents),
    mainFrame: Object.getPrototypeOf(mainFrame),
    port: Object.getPrototypeOf(channel.port1),
    session: Object.getPrototypeOf(webContents.session),
    ipcMain,
    utilityProcess,
    EventEmitter: EventEmitter.prototype,
    process,
    app: Object.getPrototypeOf(app),
  })) {
    for (const line of functionsOf(owner)) write(`functions of ${name}`, line);
  }
  write('handlers', describeProperties(ipcMain._invokeHandlers));
  removals(record);
  channel.port1.close();
};

function printed(object) {
  return inspect(object, SHOWN)
    .split('\n')
    .filter((line) => !/0x[0-9a-f]+|\b\d{5,}\b/.test(line));
}

function functionsOf(owner) {
  return Reflect.ownKeys(owner).flatMap((key) => {
    const { value } = Object.getOwnPropertyDescriptor(owner, key);
    return typeof value === 'function' ? [`${String(key)} ${kindOf(value)}`] : [];
  });
}

function kindOf(value) {
  if (Array.isArray(value)) return `[${value.map(kindOf)}]`;
  if (typeof value !== 'function') return typeof value;
  return `${value.name}/${value.length} ${describeProperties(value)} ${isConstructor(value) ? 'class' : 'call'}`;
}

function isConstructor(value) {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}

/** What is told when all listeners of a window go. */
function removals(record) {
  const window = new BrowserWindow({ show: false });
  const { webContents } = window;
  const removed = [];
  webContents.on('removeListener', (name, listener) => removed.push([String(name), kindOf(listener)]));
  for (const name of ['-ipc-message', '-ipc-ports']) webContents.removeAllListeners(name);
  webContents.off('did-navigate', () => {});
  record('removed', removed);
  window.destroy();
}
