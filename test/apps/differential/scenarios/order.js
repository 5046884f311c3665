// The order in which messages arrive, listeners run and answers come.

const { ipcMain } = require('electron');

module.exports = async function order({ page, otherPage, record, write, until }) {
  const seen = [];
  const note = (text) => seen.push(text);
  ipcMain.on('order:send', (_event, n) => {
    note(`send ${n}`);
    Promise.resolve().then(() => note(`microtask of send ${n}`));
    process.nextTick(() => note(`tick of send ${n}`));
  });
  ipcMain.on('order:sync', (event, n) => {
    note(`sendSync ${n}`);
    event.returnValue = n;
    note(`returned ${n}`);
  });
  ipcMain.on('order:post', (_event, n) => note(`postMessage ${n}`));
  ipcMain.handle('order:invoke', async (_event, n) => {
    note(`invoke ${n}`);
    await null;
    note(`invoke ${n} after await`);
    return n;
  });

  const answers = await page.run(async ({ ipcRenderer }) => {
    const lines = [];
    const invocations = [];
    for (let n = 0; n < 4; n++) {
      ipcRenderer.send('order:send', n);
      invocations.push(ipcRenderer.invoke('order:invoke', n).then((answer) => lines.push(`invoke ${answer}`)));
      ipcRenderer.postMessage('order:post', n);
      lines.push(`sendSync ${ipcRenderer.sendSync('order:sync', n)}`);
    }
    await Promise.all(invocations);
    return lines;
  });
  write('in main', seen.splice(0));
  write('in the renderer', answers);

  // Answers out of order: the last asked is answered first.
  const waiting = [];
  ipcMain.handle('order:later', (_event, n) => new Promise((resolve) => waiting.push(() => resolve(n))));
  const late = page.run(({ ipcRenderer }) => {
    const lines = [];
    const all = [1, 2, 3].map((n) => ipcRenderer.invoke('order:later', n).then((answer) => lines.push(answer)));
    return Promise.all(all).then(() => lines.join());
  });
  await until('three invocations', () => waiting.length === 3);
  for (const answer of waiting.reverse()) answer();
  record('answered in reverse', await late);

  // Several windows at once: the order within each is kept.
  const byWindow = new Map();
  ipcMain.on('order:window', (event, n) => {
    const list = byWindow.get(event.sender) ?? [];
    byWindow.set(event.sender, list);
    list.push(n);
  });
  const flood = ({ ipcRenderer }) => {
    for (let n = 0; n < 300; n++) ipcRenderer.send('order:window', n);
    return ipcRenderer.invoke('order:invoke', -1);
  };
  await Promise.all([page.run(flood), otherPage.run(flood)]);
  for (const { webContents } of [page, otherPage]) {
    const list = byWindow.get(webContents);
    record('of a window', [list.length, list.every((n, index) => n === index)]);
  }

  // From main: sends and replies leave in the order of the calls.
  await page.run(({ listen }) => listen('order:in'));
  ipcMain.on('order:mixed', (event) => {
    event.reply('order:in', 'reply');
    event.sender.send('order:in', 'send');
    event.senderFrame.postMessage('order:in', 'postMessage');
    event.senderFrame.send('order:in', 'senderFrame.send');
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.send('order:mixed'));
  write('from main', await page.run(({ received }) => received('order:in', 4)));

  for (const name of ['send', 'sync', 'post', 'window', 'mixed']) ipcMain.removeAllListeners(`order:${name}`);
  for (const name of ['invoke', 'later']) ipcMain.removeHandler(`order:${name}`);
};
