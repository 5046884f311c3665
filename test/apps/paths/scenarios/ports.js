// A port's ways: made in main or in a renderer, sent on, through other ports, to a utility process, and closed.

const { join } = require('node:path');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { nextEvent, openWindow, runIn } = require('../page');

module.exports = async function ports() {
  const settings = await openWindow('Settings');
  const editor = await openWindow('Editor');
  await fromRenderer(settings);
  await passedOn(settings, editor);
  await thereAndBack(settings);
  await withinMain();
  await givenAway(settings, editor);
  await toUtility();
  await closedByRenderer(settings);
};

/** Main keeps a port that a renderer sent, and talks on it both ways. */
async function fromRenderer(settings) {
  const arrived = nextEvent(ipcMain, 'from-renderer');
  await runIn(settings.webContents, () => {
    const { port1, port2 } = new MessageChannel();
    globalThis.kept = port1;
    port1.onmessage = ({ data }) => port1.postMessage({ answerTo: data });
    port1.postMessage('queued before start');
    ipcRenderer.postMessage('from-renderer', 'take it', [port2]);
  });
  const [{ ports }] = await arrived;
  const [port] = ports;
  const first = nextEvent(port, 'message');
  port.start();
  await first;
  const answer = nextEvent(port, 'message');
  port.postMessage('question');
  await answer;
  port.close();
  port.postMessage('after closing');
}

/** Main hands a port from one renderer to another. */
async function passedOn(settings, editor) {
  const arrived = nextEvent(ipcMain, 'pass-on');
  const heard = nextEvent(ipcMain, 'heard');
  await runIn(settings.webContents, () => {
    const { port1, port2 } = new MessageChannel();
    globalThis.direct = port1;
    port1.postMessage('unseen');
    ipcRenderer.postMessage('pass-on', null, [port2]);
  });
  const [{ ports }] = await arrived;
  editor.webContents.postMessage('take', 'direct', ports);
  await heard;
  ports[0].postMessage('nobody gets this');
}

/** A port that main made goes to a renderer, which sends it back. */
async function thereAndBack(settings) {
  const { port1, port2 } = new MessageChannelMain();
  const back = nextEvent(ipcMain, 'back');
  settings.webContents.postMessage('take', 'round-trip', [port2]);
  await runIn(settings.webContents, async () => {
    while (globalThis.ports['round-trip'] === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    ipcRenderer.postMessage('back', null, [globalThis.ports['round-trip']]);
  });
  const [{ ports }] = await back;
  const message = nextEvent(ports[0], 'message');
  ports[0].start();
  port1.postMessage('there and back');
  await message;
  port1.close();
}

/** Both ends in main; one message carries a port, which keeps its number. */
async function withinMain() {
  const outer = new MessageChannelMain();
  const inner = new MessageChannelMain();
  outer.port1.postMessage('first');
  outer.port1.postMessage('with a port', [inner.port2]);
  const messages = [];
  const all = new Promise((resolve) => {
    outer.port2.on('message', (event) => {
      messages.push(event);
      if (messages.length === 2) resolve();
    });
  });
  outer.port2.start();
  await all;
  const [passed] = messages[1].ports;
  const through = nextEvent(passed, 'message');
  passed.start();
  inner.port1.postMessage('through the passed port');
  await through;
  const closed = nextEvent(outer.port2, 'close');
  outer.port1.close();
  await closed;
  inner.port1.close();
}

/** Both ends of a channel made in main go to renderers, one of them with a message and a port waiting in it. */
async function givenAway(settings, editor) {
  const { port1, port2 } = new MessageChannelMain();
  const inner = new MessageChannelMain();
  port1.postMessage('waiting', [inner.port1]);
  const heard = nextEvent(ipcMain, 'heard');
  settings.webContents.postMessage('take', 'given', [port2]);
  await heard;
  editor.webContents.postMessage('take', 'given', [port1]);
  const atSettings = nextEvent(ipcMain, 'heard last');
  await runIn(settings.webContents, () => {
    globalThis.ports.given.onmessage = ({ data }) => {
      if (data.list) data.list.push('added by the receiver');
      if (data === 'last') ipcRenderer.send('heard last');
    };
  });
  await runIn(editor.webContents, async () => {
    while (globalThis.ports.given === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    const { given } = globalThis.ports;
    given.postMessage('renderer to renderer');
    given.postMessage({ list: ['as it came'] });
    given.postMessage('x'.repeat(300_000));
    given.postMessage('with a port', [new MessageChannel().port1]);
    given.postMessage('last');
  });
  await atSettings;
}

async function toUtility() {
  const child = utilityProcess.fork(join(__dirname, '..', 'child.js'), [], { serviceName: 'indexer', stdio: 'ignore' });
  const { port1, port2 } = new MessageChannelMain();
  const answer = nextEvent(port1, 'message');
  port1.start();
  child.postMessage('port', [port2]);
  port1.postMessage('to the child');
  await answer;
  // The child gets a port through it, and sends it back.
  const other = new MessageChannelMain();
  const back = nextEvent(port1, 'message');
  port1.postMessage('send it back', [other.port2]);
  const [{ ports }] = await back;
  ports[0].close();
  const closed = nextEvent(port1, 'close');
  const exited = nextEvent(child, 'exit');
  child.kill();
  await Promise.all([closed, exited]);
}

async function closedByRenderer(settings) {
  const arrived = nextEvent(ipcMain, 'to-be-closed');
  await runIn(settings.webContents, () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('to-be-closed', null, [port2]);
    port1.postMessage('last words');
    port1.close();
  });
  const [{ ports }] = await arrived;
  const closed = nextEvent(ports[0], 'close');
  ports[0].start();
  await closed;
}
