const { ipcMain } = require('electron');

module.exports = async function handlers({ page, record, write, attempt }) {
  const ask = (channel, ...args) =>
    page.run(({ ipcRenderer, settled }, name, list) => settled(ipcRenderer.invoke(name, ...list)), channel, args);

  for (const [name, emitter] of [
    ['ipcMain', ipcMain],
    ['webContents.ipc', page.webContents.ipc],
    ['mainFrame.ipc', page.mainFrame.ipc],
  ]) {
    record(
      `${name} handle`,
      attempt(() => emitter.handle('handlers:a', () => 'first')),
    );
    record(
      `${name} second`,
      attempt(() => emitter.handle('handlers:a', () => 'second')),
    );
    record(
      `${name} not a function`,
      attempt(() => emitter.handle('handlers:b', 'text')),
    );
    record(
      `${name} once`,
      attempt(() => emitter.handleOnce('handlers:once', (_event, n) => n)),
    );
    record(
      `${name} once second`,
      attempt(() => emitter.handleOnce('handlers:once', () => {})),
    );
    write(`${name} asked`, await ask('handlers:a'));
    write(`${name} asked once`, await ask('handlers:once', 1));
    write(`${name} asked twice`, await ask('handlers:once', 2));
    record(
      `${name} removed`,
      attempt(() => emitter.removeHandler('handlers:a')),
    );
    record(
      `${name} removed again`,
      attempt(() => emitter.removeHandler('handlers:a')),
    );
    write(`${name} asked after removal`, await ask('handlers:a'));
  }
  record('register', [
    ipcMain.handle.name,
    ipcMain.handle.length,
    ipcMain.handleOnce.length,
    ipcMain.removeHandler.length,
  ]);
  await calls(ask, record, write);
  await lookups(ask, record);
};

/** How a handler is called. */
async function calls(ask, record, write) {
  ipcMain.handle('handlers:sloppy', Function('event', 'return [this === globalThis, arguments.length, typeof event]'));
  ipcMain.handle('handlers:strict', function strict(...args) {
    return [this === undefined, args.length, new.target === undefined];
  });
  ipcMain.handle(
    'handlers:bound',
    function bound() {
      return this.bound;
    }.bind({ bound: true }),
  );
  ipcMain.handle('handlers:class', class Handler {});
  ipcMain.handle('handlers:generator', function* generate() {
    yield 1;
  });
  let applied = 0;
  const traps = {
    apply: (target, self, args) => {
      applied++;
      return [typeof self, args.length, target()];
    },
  };
  ipcMain.handle('handlers:proxy', new Proxy(() => 'target', traps));
  ipcMain.handle('handlers:nothing', () => {});
  ipcMain.handle('handlers:removes itself', () => {
    ipcMain.removeHandler('handlers:removes itself');
    ipcMain.handle('handlers:removes itself', () => 'second handler');
    return 'first handler';
  });
  for (const name of [
    'sloppy',
    'strict',
    'bound',
    'class',
    'generator',
    'proxy',
    'nothing',
    'removes itself',
    'removes itself',
  ]) {
    write(`called ${name}`, await ask(`handlers:${name}`, 'a', 'b'));
  }
  record('apply trap', applied);
  for (const name of ['sloppy', 'strict', 'bound', 'class', 'generator', 'proxy', 'nothing', 'removes itself']) {
    ipcMain.removeHandler(`handlers:${name}`);
  }
}

/** Test tools look handlers up in the private map; they must find what was registered, even inside a call. */
async function lookups(ask, record) {
  const handler = () => [
    ipcMain._invokeHandlers.get('handlers:looked up') === handler,
    ipcMain._invokeHandlers.has('handlers:looked up'),
    [...ipcMain._invokeHandlers.values()].includes(handler),
  ];
  ipcMain.handle('handlers:looked up', handler);
  record('looked up', [ipcMain._invokeHandlers.get('handlers:looked up') === handler, await ask('handlers:looked up')]);
  record('looked up again', ipcMain._invokeHandlers.get('handlers:looked up') === handler);
  ipcMain.removeHandler('handlers:looked up');
}
