// The inspector may go in the middle of anything: whatever is pending then ends as if it had never been there.

const { join } = require('node:path');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');

const ROUNDS_AFTER = 100;

module.exports = async function leaving(context) {
  const { page, otherPage, record, write, gate, until, answerOf, nextEvent } = context;
  const pending = new Map();
  ipcMain.handle(
    'leaving:pending',
    (_event, name) =>
      new Promise((resolve, reject) => {
        pending.set(name, { resolve, reject });
      }),
  );
  ipcMain.handle('leaving:never', () => new Promise(() => {}));
  ipcMain.on('leaving:sync', (event) =>
    pending.set('sync', {
      resolve: (value) => {
        event.returnValue = value;
      },
    }),
  );
  const ask = (name) =>
    page.run(({ ipcRenderer, settled }, which) => settled(ipcRenderer.invoke('leaving:pending', which)), name);
  const calls = { resolved: ask('resolved'), rejected: ask('rejected'), uncloneable: ask('uncloneable') };
  const lost = page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('leaving:never')));
  const stopped = otherPage.run(({ ipcRenderer, describe }) => describe(ipcRenderer.sendSync('leaving:sync')));
  await until('the calls', () => pending.size === 4);

  const heard = [];
  const listener = () => heard.push('once');
  ipcMain.once('leaving:once', listener);
  const { port1, port2 } = new MessageChannelMain();
  const overPort = [];
  port1.on('message', ({ data }) => overPort.push(data));
  port2.postMessage('queued before');
  const child = utilityProcess.fork(join(__dirname, '..', 'utility.js'), [], { stdio: 'ignore' });
  const fromChild = [];
  child.on('message', (value) => fromChild.push(value));
  child.postMessage('before');
  await until('the child', () => fromChild.length === 1);

  // Traffic that never pauses while the inspector goes.
  const flow = startFlow(page);
  await flow.isFlowing;
  await gate('leaving');
  record('flow', await flow.stop());

  pending.get('resolved').resolve({ late: new Map([[1, 2]]) });
  pending.get('rejected').reject(new TypeError('late'));
  pending.get('uncloneable').resolve(() => {});
  pending.get('sync').resolve('late');
  for (const [name, call] of Object.entries(calls)) write(name, await call);
  write('sendSync', await stopped);
  write('lost', await answerOf(lost));

  record(
    'once-listener',
    ipcMain.listeners('leaving:once').map((fn) => fn === listener),
  );
  await page.run(({ ipcRenderer }) => ipcRenderer.send('leaving:once'));
  record('heard', heard);
  port1.start();
  port2.postMessage('posted after');
  await until('both', () => overPort.length === 2);
  record('port', overPort);
  child.postMessage('after');
  await until('the child', () => fromChild.length === 2);
  record('child', fromChild);
  child.kill();
  await nextEvent(child, 'exit');
  port1.close();
  for (const name of ['pending', 'never']) ipcMain.removeHandler(`leaving:${name}`);
  ipcMain.removeAllListeners('leaving:sync');
};

/** Messages of several kinds, in a loop, until it is told to stop. */
function startFlow(page) {
  let next = 0;
  let inOrder = true;
  let begin;
  const isFlowing = new Promise((resolve) => {
    begin = resolve;
  });
  ipcMain.on('leaving:flow', (event, n) => {
    if (n !== next++) inOrder = false;
    event.reply('leaving:back', n);
    if (n === 20) begin();
  });
  ipcMain.handle('leaving:flow', async (_event, n) => {
    await null;
    return n;
  });
  const done = page.run(async ({ ipcRenderer }, roundsAfter) => {
    let back = 0;
    let wrong = 0;
    ipcRenderer.on('leaving:back', (_event, n) => {
      if (n !== back++) wrong++;
    });
    let left;
    ipcRenderer.once('leaving:stop', () => {
      left = roundsAfter;
    });
    for (let n = 0; left !== 0; n++) {
      ipcRenderer.send('leaving:flow', n);
      if ((await ipcRenderer.invoke('leaving:flow', n)) !== n) wrong++;
      if (left !== undefined) left--;
    }
    return wrong;
  }, ROUNDS_AFTER);
  return {
    isFlowing,
    async stop() {
      page.webContents.send('leaving:stop');
      const wrong = await done;
      ipcMain.removeAllListeners('leaving:flow');
      ipcMain.removeHandler('leaving:flow');
      return [inOrder, wrong];
    },
  };
}
