// EventEmitter semantics on every object the agent has hooked or might touch.

const { app, ipcMain, MessageChannelMain } = require('electron');

module.exports = async function listeners({ page, record, write, attempt }) {
  const { port1, port2 } = new MessageChannelMain();
  const { webContents, mainFrame } = page;
  const emitters = {
    ipcMain,
    'webContents.ipc': webContents.ipc,
    'mainFrame.ipc': mainFrame.ipc,
    webContents,
    session: webContents.session,
    app,
    process,
    port: port1,
  };
  for (const [name, emitter] of Object.entries(emitters))
    exercise(emitter, (step, value) => record(`${name} ${step}`, value));
  for (const [name, emitter] of Object.entries(emitters)) {
    record(`${name} errors`, [
      attempt(() => emitter.on('listeners:event', 'not a function')),
      attempt(() => emitter.emit('listeners:unheard')),
      attempt(() => emitter.emit()),
      attempt(() => emitter.removeListener('listeners:event', () => {}) === emitter),
      attempt(() => emitter.setMaxListeners(-1)),
    ]);
  }
  port1.close();
  port2.close();
  await throughIpc(page, write, record);
};

function exercise(emitter, record) {
  const calls = [];
  const note = (name) =>
    function listener(...args) {
      calls.push([name, this === emitter, args]);
    };
  const [first, second, once, prepended] = ['first', 'second', 'once', 'prepended'].map(note);
  const added = [];
  const onNew = (name, listener) => added.push([String(name), listener === once]);
  emitter.on('newListener', onNew);
  emitter.on('listeners:event', first);
  emitter.once('listeners:event', once);
  emitter.addListener('listeners:event', second);
  emitter.prependListener('listeners:event', prepended);
  emitter.prependOnceListener('listeners:event', prepended);
  emitter.off('newListener', onNew);

  record('new listeners', added);
  record(
    'listeners',
    emitter.listeners('listeners:event').map((fn) => fn.name),
  );
  record(
    'identity',
    emitter.listeners('listeners:event').map((fn) => [first, second, once, prepended].indexOf(fn)),
  );
  record(
    'raw',
    emitter.rawListeners('listeners:event').map((fn) => [fn.name, typeof fn.listener]),
  );
  record('counts', [emitter.listenerCount('listeners:event'), emitter.listenerCount('listeners:event', first)]);
  record('returned', [emitter.emit('listeners:event', 1, undefined, 'x'), emitter.emit('listeners:event')]);
  record('calls', calls.splice(0));

  record('chained', emitter.removeListener('listeners:event', first) === emitter);
  emitter.once('listeners:event', once);
  emitter.removeListener('listeners:event', once);
  record(
    'after removal',
    emitter.listeners('listeners:event').map((fn) => fn.name),
  );
  const symbol = Symbol('listeners:symbol');
  emitter.once(symbol, first);
  record('symbol', [
    emitter.eventNames().includes(symbol),
    emitter.emit(symbol, 's'),
    emitter.eventNames().includes(symbol),
  ]);
  emitter.on('listeners:self', function self() {
    emitter.off('listeners:self', self);
    calls.push('self');
  });
  record('removed itself', [emitter.emit('listeners:self'), emitter.emit('listeners:self')]);
  emitter.removeAllListeners('listeners:event');
  record('after removing all', [emitter.listenerCount('listeners:event'), calls.splice(0)]);
  emitter.on('listeners:throws', () => {
    throw new RangeError('from a listener');
  });
  let thrown;
  try {
    emitter.emit('listeners:throws');
  } catch (error) {
    thrown = error;
  }
  record('thrown', thrown);
  emitter.removeAllListeners('listeners:throws');
  record('most listeners', emitter.getMaxListeners());
}

/** Listeners as messages call them. */
async function throughIpc(page, write, record) {
  const calls = [];
  const listener = (event, n) => calls.push([n, event.sender === page.webContents]);
  ipcMain.on('listeners:twice', listener);
  ipcMain.on('listeners:twice', listener);
  ipcMain.once('listeners:twice', listener);
  ipcMain.prependListener('listeners:twice', function first(...args) {
    calls.push(['this is ipcMain', this === ipcMain, args.length]);
  });
  const send = (n) => page.run(({ ipcRenderer }, value) => ipcRenderer.send('listeners:twice', value), n);
  await send(1);
  record('added twice and once', calls.splice(0));
  ipcMain.removeListener('listeners:twice', listener);
  await send(2);
  record('removed once', calls.splice(0));
  ipcMain.removeAllListeners('listeners:twice');
  await send(3);
  record('removed', calls.splice(0));

  // A window whose own listeners are all gone takes Electron's with them.
  const { webContents } = page;
  ipcMain.on('listeners:kept', () => calls.push('kept'));
  webContents.ipc.on('listeners:kept', () => calls.push('ipc kept'));
  webContents.ipc.removeAllListeners();
  await page.run(({ ipcRenderer }) => ipcRenderer.send('listeners:kept'));
  record('after webContents.ipc.removeAllListeners()', calls.splice(0));
  ipcMain.removeAllListeners('listeners:kept');
  write('done', '');
}
