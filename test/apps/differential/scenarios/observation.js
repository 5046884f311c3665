// A getter, a trap, an overridden method of a value that is sent runs exactly as often as Electron itself needs.

const { join } = require('node:path');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { makeObservedValues } = require('../lib/observedValues');

const UTILITY = join(__dirname, '..', 'utility.js');

module.exports = async function observation(context) {
  const { page, record, attempt, nextEvent } = context;
  const looks = new Map();
  const count = (what) => looks.set(what, (looks.get(what) ?? 0) + 1);
  const values = () => makeObservedValues(count);
  const report = (step) => {
    record(step, looks);
    looks.clear();
  };

  const { port1, port2 } = new MessageChannelMain();
  const child = utilityProcess.fork(UTILITY, [], { stdio: 'ignore' });
  await nextEvent(child, 'spawn');
  const { webContents, mainFrame } = page;
  const routes = {
    'webContents.send': (value) => webContents.send('observation:in', value),
    'mainFrame.postMessage': (value) => mainFrame.postMessage('observation:in', value),
    'port.postMessage': (value) => port1.postMessage(value),
    'utility.postMessage': (value) => child.postMessage(value),
  };
  for (const [route, send] of Object.entries(routes)) {
    for (const [name, value] of values()) {
      looks.clear();
      const outcome = attempt(() => send(value));
      // Not described: that would look at it once more.
      record(`${route} ${name} went`, 'threw' in outcome ? String(outcome.threw?.message) : 'ok');
      report(`${route} ${name}`);
    }
  }
  child.kill();
  port1.close();
  port2.close();
  await answers(context, values, report);
  await afterwards(context, values, report);
};

async function answers({ page, write, answerOf }, values, report) {
  let next;
  ipcMain.handle('observation:result', () => next);
  ipcMain.handle('observation:throw', () => {
    throw next;
  });
  ipcMain.handle('observation:reject', async () => {
    throw next;
  });
  ipcMain.on('observation:sync', (event) => {
    try {
      event.returnValue = next;
    } catch (error) {
      event.returnValue = `refused: ${error.message}`;
    }
  });
  const ask = (channel) => page.run(({ ipcRenderer, settled }, name) => settled(ipcRenderer.invoke(name)), channel);
  const askSync = () =>
    page.run(({ ipcRenderer, attempted }) => attempted(() => ipcRenderer.sendSync('observation:sync')));
  for (const [name, value] of values()) {
    next = value;
    write(`result ${name} was`, await ask('observation:result'));
    report(`result ${name}`);
    write(`returnValue ${name} was`, await askSync());
    report(`returnValue ${name}`);
  }
  for (const [name, value] of values()) {
    next = value;
    for (const kind of ['throw', 'reject']) {
      // Of what has no usable toString, nothing is answered until the event is collected.
      write(`${kind} ${name} was`, await answerOf(ask(`observation:${kind}`)));
      report(`${kind} ${name}`);
    }
  }
  for (const kind of ['result', 'throw', 'reject']) ipcMain.removeHandler(`observation:${kind}`);
  ipcMain.removeAllListeners('observation:sync');
}

/** Nothing is looked at later either, when what was recorded is written out: the test waits for that at the gate. */
async function afterwards({ page, gate }, values, report) {
  for (const [, value] of values()) {
    try {
      page.webContents.send('observation:in', value);
    } catch {
      // Refused: that is another scenario.
    }
  }
  report('together');
  page.webContents.send('observation:last');
  await gate('observation');
  report('later');
}
