// Every kind of value from main to a renderer, by each route.

const { ipcMain } = require('electron');
const { makeValues, makeUncloneable } = require('../lib/values');

module.exports = async function valuesToRenderer({ page, record, write, attempt, nextEvent }) {
  await page.run(({ listen }) => listen('values:in'));
  const { webContents, mainFrame } = page;
  const frame = [mainFrame.processId, mainFrame.routingId];
  const asked = nextEvent(ipcMain, 'values:ask');
  await page.run(({ ipcRenderer }) => ipcRenderer.send('values:ask'));
  const [{ reply, senderFrame }] = await asked;

  const routes = [
    (name, value) => webContents.send('values:in', name, value, value),
    (name, value) => mainFrame.send('values:in', name, value),
    (name, value) => webContents.sendToFrame(frame, 'values:in', name, value),
    (name, value) => senderFrame.send('values:in', name, value),
    (name, value) => reply('values:in', name, value),
    (name, value) => webContents.postMessage('values:in', [name, value]),
    (name, value) => mainFrame.postMessage('values:in', [name, value], []),
  ];
  let sent = 0;
  for (const [name, value] of makeValues()) {
    for (const send of routes) send(name, value);
    sent += routes.length;
  }
  write('received', await page.run(({ received }, count) => received('values:in', count), sent));

  for (const [name, value] of makeUncloneable()) {
    for (const [index, send] of routes.entries()) {
      record(
        `route ${index} ${name}`,
        attempt(() => send(name, value)),
      );
    }
  }
  ipcMain.handle('values:of', (_event, index) => makeUncloneable()[index][1]);
  const count = makeUncloneable().length;
  const results = await page.run(async ({ ipcRenderer, settled }, length) => {
    const lines = [];
    for (let index = 0; index < length; index++) lines.push(await settled(ipcRenderer.invoke('values:of', index)));
    return lines;
  }, count);
  write('uncloneable results', results);
  ipcMain.removeHandler('values:of');
  record('left', (await page.run(({ received }) => received('values:in', 0))).length);
};
