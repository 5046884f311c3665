// The event objects that listeners and handlers are given.

const { ipcMain } = require('electron');
const { prototypeNames } = require('../lib/descriptors');

module.exports = async function events({ page, otherPage, record, write, runIn }) {
  const look = (step, event, contents) => {
    const frame = contents.mainFrame;
    write(
      `${step} properties`,
      Reflect.ownKeys(event)
        .map((key) => describeProperty(event, key))
        .join('; '),
    );
    write(`${step} classes`, prototypeNames(event));
    record(`${step} sender`, [
      event.sender === contents,
      event.senderFrame === frame,
      event.senderFrame?.ipc === frame.ipc,
    ]);
    record(`${step} ids`, [
      event.processId === frame.processId,
      event.frameId === frame.routingId,
      event.frameTreeNodeId === frame.frameTreeNodeId,
    ]);
    record(`${step} optional`, [typeof event.reply, typeof event.ports, typeof event.type, 'returnValue' in event]);
    record(`${step} prevented`, [event.defaultPrevented, event.preventDefault(), event.defaultPrevented]);
    record(`${step} text`, [String(event), Object.prototype.toString.call(event), Object.keys(event).length]);
    record(
      `${step} in`,
      ['sender', 'senderFrame', '_replyChannel', 'toString'].map((key) => key in event),
    );
    record(`${step} reply channel`, Object.keys(event._replyChannel ?? {}));
    record(`${step} extensible`, [Object.isExtensible(event), Object.isFrozen(event)]);
  };

  ipcMain.on('events:send', (event) => look('send', event, page.webContents));
  ipcMain.on('events:post', (event) => look('postMessage', event, page.webContents));
  ipcMain.on('events:sync', (event) => {
    look('sendSync', event, page.webContents);
    event.returnValue = 1;
  });
  ipcMain.handle('events:invoke', (event) => {
    look('invoke', event, page.webContents);
    return 1;
  });
  await page.run(async ({ ipcRenderer }) => {
    ipcRenderer.send('events:send');
    ipcRenderer.postMessage('events:post', null);
    ipcRenderer.sendSync('events:sync');
    await ipcRenderer.invoke('events:invoke');
  });
  ipcMain.removeAllListeners('events:send');

  // After await, the event is still whole, and the sender still answers.
  ipcMain.handle('events:later', async (event) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    record('after await', [
      event.sender === page.webContents,
      event.senderFrame === page.mainFrame,
      event.sender.isDestroyed(),
    ]);
    return 1;
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.invoke('events:later'));

  const contentsSeen = [];
  ipcMain.on('events:who', (event) => contentsSeen.push(event.sender));
  for (const { webContents } of [page, otherPage, page])
    await runIn(webContents, ({ ipcRenderer }) => ipcRenderer.send('events:who'));
  record(
    'senders',
    contentsSeen.map((contents) => [page.webContents, otherPage.webContents].indexOf(contents)),
  );

  for (const name of ['post', 'sync', 'who']) ipcMain.removeAllListeners(`events:${name}`);
  for (const name of ['invoke', 'later']) ipcMain.removeHandler(`events:${name}`);
};

function describeProperty(event, key) {
  const descriptor = Object.getOwnPropertyDescriptor(event, key);
  const attributes = ['writable', 'enumerable', 'configurable']
    .filter((name) => descriptor[name])
    .map((name) => name[0]);
  const { value, get } = descriptor;
  const content = get === undefined ? typeof value : 'accessor';
  return `${String(key)} ${attributes.join('')} ${content}`;
}
