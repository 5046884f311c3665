// A window as Electron recommends it: sandboxed, with context isolation and a preload.

const { join } = require('node:path');
const { ipcMain } = require('electron');

module.exports = async function isolated({ openPage, record, nextEvent }) {
  const page = await openPage({
    file: 'isolated.html',
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    preload: join(__dirname, '..', 'pages', 'isolatedPreload.js'),
  });
  ipcMain.on('isolated:send', (_event, ...args) => record('send', args));
  ipcMain.on('isolated:sync', (event, ...args) => {
    record('sendSync', args);
    event.returnValue = { echoed: args };
  });
  ipcMain.handle('isolated:invoke', (_event, ...args) => {
    record('invoke', args);
    if (args[0] === 'fail') throw new TypeError('failed');
    return new Map([['echoed', args]]);
  });
  ipcMain.on('isolated:post', (event, message) => record('postMessage', [message, event.ports.length]));
  const run = (code) => page.webContents.executeJavaScript(code);

  record(
    'result of send',
    await run(`bridge.send({ list: [1, undefined, -0] }, new Date(5)); bridge.post('posted'); 1`),
  );
  record('result of sendSync', await run(`bridge.sendSync('a', { b: 1n })`));
  record('result of invoke', await run(`bridge.invoke('ok', [1]).then((map) => map.get('echoed'))`));
  record('failure', await run(`bridge.invoke('fail').catch((error) => [error.name, error.message])`));
  const [names, argv, keys, ...kind] = await run('bridge.surroundings()');
  record('environment', names);
  record('process', [argv.length, keys, kind]);
  record('globals', await run('typeof require + typeof process + typeof module'));

  await run('globalThis.got = []; bridge.on((...args) => got.push(args)); 1');
  page.webContents.send('isolated:in', 'sent', { a: [1] });
  page.mainFrame.send('isolated:in', 'by the frame');
  record('received', await run('got'));

  // Events of the window that many apps rely on.
  const message = nextEvent(page.webContents, 'ipc-message');
  await run(`bridge.send('public event')`);
  const [event, channel, ...args] = await message;
  record('ipc-message', [channel, args, event.senderFrame === page.mainFrame]);
  for (const name of ['send', 'sync', 'post']) ipcMain.removeAllListeners(`isolated:${name}`);
  ipcMain.removeHandler('isolated:invoke');
  await page.close();
};
