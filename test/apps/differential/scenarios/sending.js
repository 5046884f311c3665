// Every way from main to a renderer, and every way it can fail.

const { ipcMain, webContents: allContents, webFrameMain } = require('electron');

module.exports = async function sending(context) {
  const { page, record, write, attempt, nextEvent } = context;
  await page.run(({ listen }) => listen('sending:in'));
  const { webContents, mainFrame } = page;
  const ids = [mainFrame.processId, mainFrame.routingId];
  const asked = nextEvent(ipcMain, 'sending:ask');
  await page.run(({ ipcRenderer }) => ipcRenderer.send('sending:ask'));
  const [event] = await asked;

  record('returned', [
    webContents.send('sending:in', 'send'),
    webContents.sendToFrame(ids, 'sending:in', 'sendToFrame'),
    webContents.sendToFrame(mainFrame.routingId, 'sending:in', 'sendToFrame by routing id'),
    event.reply('sending:in', 'reply'),
    event.senderFrame.send('sending:in', 'senderFrame.send'),
    webContents.postMessage('sending:in', 'postMessage'),
    mainFrame.postMessage('sending:in', 'frame postMessage', []),
    webFrameMain.fromId(...ids).send('sending:in', 'found by id'),
    allContents.fromId(webContents.id).send('sending:in', 'found contents'),
    webContents.send('sending:in'),
  ]);
  write('received', await page.run(({ received }) => received('sending:in', 10)));

  const wrong = [undefined, null, 5, {}, Symbol('channel'), ''];
  for (const channel of wrong) {
    for (const [name, send] of Object.entries({
      'webContents.send': () => webContents.send(channel, 1),
      'mainFrame.send': () => mainFrame.send(channel, 1),
      'webContents.postMessage': () => webContents.postMessage(channel, 1),
      sendToFrame: () => webContents.sendToFrame(ids, channel, 1),
      reply: () => event.reply(channel, 1),
    })) {
      record(`${name} to ${String(channel)}`, attempt(send));
    }
  }
  record(
    'no such frame',
    attempt(() => webContents.sendToFrame([4000, 4000], 'sending:in', 1)),
  );
  record(
    'not a frame',
    attempt(() => webContents.sendToFrame('frame', 'sending:in', 1)),
  );
  record(
    'negative frame',
    attempt(() => webContents.sendToFrame([-1, -1], 'sending:in', 1)),
  );
  record(
    'unbound',
    attempt(() => Reflect.apply(webContents.send, undefined, ['sending:in'])),
  );
  record(
    'foreign this',
    attempt(() => mainFrame.send.call({}, 'sending:in')),
  );
  record(
    'without a message',
    attempt(() => webContents.postMessage('sending:in')),
  );
  // Sent where nobody listens.
  record(
    'unheard',
    attempt(() => webContents.send('sending:unheard', 1)),
  );
  await afterDestruction(context);
};

async function afterDestruction({ openPage, record, attempt, nextEvent }) {
  const page = await openPage();
  const { webContents, mainFrame } = page;
  const asked = nextEvent(ipcMain, 'sending:ask');
  await page.run(({ ipcRenderer }) => ipcRenderer.send('sending:ask'));
  const [event] = await asked;
  ipcMain.handle('sending:late', () => 1);
  const ends = [];
  webContents.on('destroyed', () => ends.push(['destroyed', attempt(() => webContents.send('sending:in', 1))]));
  page.window.on('close', () => ends.push('close'));
  page.window.on('closed', () => ends.push(['closed', attempt(() => webContents.isDestroyed())]));
  await page.close();
  record('ends', ends);
  for (const [name, send] of Object.entries({
    'webContents.send': () => webContents.send('sending:in', 1),
    'webContents.postMessage': () => webContents.postMessage('sending:in', 1),
    'mainFrame.send': () => mainFrame.send('sending:in', 1),
    'mainFrame.postMessage': () => mainFrame.postMessage('sending:in', 1),
    'mainFrame.url': () => mainFrame.url,
    reply: () => event.reply('sending:in', 1),
    'senderFrame.send': () => event.senderFrame.send('sending:in', 1),
    'webContents.mainFrame': () => webContents.mainFrame,
    'webContents.ipc': () => typeof webContents.ipc,
  })) {
    record(`${name} of a destroyed window`, attempt(send));
  }
  ipcMain.removeHandler('sending:late');
}
