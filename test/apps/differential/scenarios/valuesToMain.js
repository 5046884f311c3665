// Every kind of value from a renderer to main and back, by each method.

const { ipcMain } = require('electron');

module.exports = async function valuesToMain({ page, record, write, describe }) {
  ipcMain.on('values:send', (_event, name, ...args) => record(`send ${name}`, args));
  ipcMain.on('values:post', (_event, [name, value]) => record(`postMessage ${name}`, value));
  ipcMain.on('values:sync', (event, name, ...args) => {
    record(`sendSync ${name}`, args);
    event.returnValue = args[0];
  });
  ipcMain.handle('values:invoke', (_event, name, ...args) => {
    record(`invoke ${name}`, args);
    return args[0];
  });

  const echoes = await page.run(async ({ ipcRenderer, makeValues, describe }) => {
    const lines = [];
    for (const [name, value] of makeValues()) {
      ipcRenderer.send('values:send', name, value, value);
      ipcRenderer.postMessage('values:post', [name, value]);
      lines.push(`sendSync ${name}: ${describe(ipcRenderer.sendSync('values:sync', name, value))}`);
      lines.push(`invoke ${name}: ${describe(await ipcRenderer.invoke('values:invoke', name, value, value))}`);
    }
    return lines;
  });
  write('echo', echoes);

  const refusals = await page.run(async ({ ipcRenderer, makeUncloneable, attempted, settled }) => {
    const lines = [];
    for (const [name, value] of makeUncloneable()) {
      lines.push(`send ${name}: ${attempted(() => ipcRenderer.send('values:send', name, value))}`);
      lines.push(`sendSync ${name}: ${attempted(() => ipcRenderer.sendSync('values:sync', name, value))}`);
      lines.push(`postMessage ${name}: ${attempted(() => ipcRenderer.postMessage('values:post', [name, value]))}`);
      lines.push(`invoke ${name}: ${await settled(ipcRenderer.invoke('values:invoke', name, value))}`);
    }
    return lines;
  });
  write('refused', refusals);

  ipcMain.on('values:count', (event, ...args) => {
    record('arguments', [args.length, describe(args)]);
    event.returnValue = undefined;
  });
  ipcMain.on('', (event) => {
    event.returnValue = 'heard';
  });
  const oddities = await page.run(({ ipcRenderer, attempted }) => [
    attempted(() => ipcRenderer.sendSync('values:count')),
    attempted(() => ipcRenderer.sendSync('values:count', undefined)),
    attempted(() => ipcRenderer.sendSync('values:count', ...Array.from({ length: 40 }, (_, i) => i))),
    attempted(() => ipcRenderer.sendSync('', 'empty channel')),
    attempted(() => ipcRenderer.send()),
    attempted(() => ipcRenderer.send(5)),
  ]);
  write('oddities', oddities);

  for (const channel of ['values:send', 'values:post', 'values:sync', 'values:count', ''])
    ipcMain.removeAllListeners(channel);
  ipcMain.removeHandler('values:invoke');
};
