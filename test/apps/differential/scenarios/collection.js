// What happens only when something is collected happens as without the agent: nothing of the app's is kept alive.

const { ipcMain, MessageChannelMain } = require('electron');

module.exports = async function collection(context) {
  await lostReplies(context);
  await lostPorts(context);
  await lostObjects(context);
};

/** Nobody keeps the event of an invoke: Electron answers that the reply was never sent. */
async function lostReplies({ page, record, write, answerOf, collectRepeatedly }) {
  const neverSettle = {
    'never settled': () => new Promise(() => {}),
    'event dropped after await': async () => {
      await null;
      await new Promise(() => {});
    },
    'thenable that never calls back': () => ({
      // biome-ignore lint/suspicious/noThenProperty: it is what is tested.
      then() {},
    }),
  };
  for (const [name, handler] of Object.entries(neverSettle)) {
    ipcMain.handle('collection:never', handler);
    const asked = page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('collection:never', 'argument')));
    write(name, await answerOf(asked));
    ipcMain.removeHandler('collection:never');
  }
  // An event that is kept keeps its call open.
  let kept;
  let finish;
  const heard = new Promise((resolveHeard) => {
    ipcMain.handle('collection:kept', (event) => {
      kept = event;
      resolveHeard();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
  });
  const asked = page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('collection:kept')));
  await heard;
  await collectRepeatedly();
  finish('finished');
  write('kept', await answerOf(asked));
  record('event', kept.sender === page.webContents);
  ipcMain.removeHandler('collection:kept');
}

/** An unreferenced port that was never started is collected, which closes its other end. */
async function lostPorts({ page, record, collectUntil, collectRepeatedly, answerOf, nextEvent }) {
  ipcMain.once('collection:port', () => {});
  const closed = page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.keptPort = port1;
    const closing = new Promise((resolve) => {
      port1.onclose = () => resolve('closed');
    });
    port1.start();
    ipcRenderer.postMessage('collection:port', 'dropped', [port2]);
    return closing;
  });
  record('dropped in main', await answerOf(closed));

  const unheard = page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.keptPort = port1;
    const closing = new Promise((resolve) => {
      port1.onclose = () => resolve('closed');
    });
    port1.start();
    ipcRenderer.postMessage('collection:nobody', 'nobody listens', [port2]);
    return closing;
  });
  record('nobody listened', await answerOf(unheard));

  let isClosed = false;
  const other = halfAChannel();
  other.on('close', () => {
    isClosed = true;
  });
  other.start();
  record('other end dropped in main', await collectUntil(() => isClosed));

  // Started: it stays, though nobody holds it.
  const received = nextEvent(ipcMain, 'collection:started');
  await page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.keptPort = port1;
    globalThis.portAnswer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    ipcRenderer.postMessage('collection:started', null, [port2]);
  });
  await received.then(([{ ports }]) => {
    const [port] = ports;
    port.on('message', ({ data }) => port.postMessage(`answer to ${data}`));
    port.start();
  });
  await collectRepeatedly();
  record(
    'started port answers',
    await page.run(() => {
      globalThis.keptPort.postMessage('hello');
      return globalThis.portAnswer;
    }),
  );
}

function halfAChannel() {
  return new MessageChannelMain().port2;
}

/** Events, arguments, results, ports and what a handler threw can all be collected. */
async function lostObjects({ page, record, collectUntil }) {
  const collected = new Set();
  const registry = new FinalizationRegistry((name) => collected.add(name));
  const watch = (object, name) => {
    registry.register(object, name);
    return object;
  };
  watchTraffic(watch);
  await page.run(async ({ ipcRenderer }) => {
    ipcRenderer.send('collection:objects', { argument: true });
    ipcRenderer.postMessage('collection:objects', { argument: true }, [new MessageChannel().port1]);
    await ipcRenderer.invoke('collection:result');
    await ipcRenderer.invoke('collection:error').catch(() => {});
    await ipcRenderer.invoke('collection:refused').catch(() => {});
  });
  page.webContents.send('collection:in', watch({ sent: true }, 'sent'));
  const names = ['event', 'argument', 'posted event', 'posted argument', 'port', 'result', 'error', 'refused', 'sent'];
  record('collected', await collectUntil(() => names.every((name) => collected.has(name))));
  record(
    'not collected',
    names.filter((name) => !collected.has(name)),
  );
  ipcMain.removeAllListeners('collection:objects');
  for (const name of ['result', 'error', 'refused']) ipcMain.removeHandler(`collection:${name}`);
}

function watchTraffic(watch) {
  ipcMain.on('collection:objects', (event, argument) => {
    const prefix = event.ports === undefined ? '' : 'posted ';
    watch(event, `${prefix}event`);
    watch(argument, `${prefix}argument`);
    if (event.ports !== undefined) watch(event.ports[0], 'port');
  });
  ipcMain.handle('collection:result', () => watch({ result: true }, 'result'));
  ipcMain.handle('collection:error', () => {
    throw watch(new Error('collected'), 'error');
  });
  ipcMain.handle('collection:refused', () => watch({ callback() {} }, 'refused'));
}
