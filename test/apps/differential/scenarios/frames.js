// Sub-frames: their own `ipc`, their own events, and what is left when they are gone.

const { ipcMain } = require('electron');

module.exports = async function frames({ openPage, runIn, record, write, attempt, until }) {
  const page = await openPage({ file: 'frames.html', nodeIntegrationInSubFrames: true });
  const { webContents, mainFrame } = page;
  const [first, second] = ['first', 'second'].map((name) => mainFrame.frames.find((frame) => frame.name === name));
  const names = new Map([
    [mainFrame, 'main'],
    [first, 'first'],
    [second, 'second'],
  ]);
  const heard = [];
  const note =
    (emitter) =>
    (event, ...args) =>
      heard.push([
        emitter,
        names.get(event.senderFrame),
        event.sender === webContents,
        event.senderFrame.ipc === event.senderFrame?.ipc,
        args,
      ]);
  ipcMain.on('frames:send', note('ipcMain'));
  webContents.ipc.on('frames:send', note('webContents.ipc'));
  for (const [frame, name] of names) frame.ipc.on('frames:send', note(`${name}.ipc`));
  second.ipc.handle('frames:ask', (event) => `second, from ${names.get(event.senderFrame)}`);
  webContents.ipc.handle('frames:ask', (event) => `contents, from ${names.get(event.senderFrame)}`);
  second.ipc.on('frames:sync', (event) => {
    event.returnValue = 'second frame';
  });
  ipcMain.on('frames:sync', (event) => {
    event.returnValue = 'ipcMain';
  });

  for (const [frame, name] of names) {
    const lines = await runIn(
      frame,
      async ({ ipcRenderer, settled, describe }, own) => {
        ipcRenderer.send('frames:send', own);
        ipcRenderer.postMessage('frames:send', `posted by ${own}`);
        return [describe(ipcRenderer.sendSync('frames:sync')), await settled(ipcRenderer.invoke('frames:ask'))];
      },
      name,
    );
    write(name, lines);
    record(`${name} heard`, heard.splice(0));
  }

  for (const frame of [first, second]) await runIn(frame, ({ listen }) => listen('frames:in'));
  first.send('frames:in', 'to the first');
  second.postMessage('frames:in', 'to the second', []);
  webContents.sendToFrame([second.processId, second.routingId], 'frames:in', 'to the second by id');
  webContents.send('frames:in', 'to the main frame');
  write('first got', await runIn(first, ({ received }) => received('frames:in', 1)));
  write('second got', await runIn(second, ({ received }) => received('frames:in', 2)));

  // An invocation whose frame is removed before the answer.
  let answer;
  ipcMain.handle(
    'frames:removed',
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  runIn(first, ({ ipcRenderer }) => void ipcRenderer.invoke('frames:removed'));
  await until('the invocation', () => answer !== undefined);
  const before = [first.name, first.parent === mainFrame, first.detached];
  await page.run(() => document.querySelector('#first').remove());
  await until('the end of the frame', () => 'threw' in attempt(() => first.url));
  record('before and after', [before, mainFrame.frames.length]);
  answer('too late');
  for (const [name, act] of Object.entries({
    send: () => first.send('frames:in', 1),
    postMessage: () => first.postMessage('frames:in', 1),
    url: () => first.url,
    name: () => first.name,
    ipc: () => typeof first.ipc.on,
    executeJavaScript: () => typeof first.executeJavaScript('1'),
  })) {
    record(`${name} of a frame that is gone`, attempt(act));
  }
  record('others live', [await runIn(second, () => 1 + 1), second.name]);
  for (const name of ['send', 'sync']) ipcMain.removeAllListeners(`frames:${name}`);
  ipcMain.removeHandler('frames:removed');
  await page.close();
};
