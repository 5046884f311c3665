// Main's end of the conversation: listeners, handlers, ports, and messages to the documents, all counted.

const { ipcMain, MessageChannelMain } = require('electron');

const TURNS = 32;
const LONGEST_DELAY_MS = 20;
const MOST_SENT_PER_PULSE = 12;

/** What main itself has sent and received, besides what it can't help knowing from the documents. */
class Counts {
  /** To documents, in order. */
  sent = [];
  /** Messages that came over ports, and that went back. */
  portReceived = 0;
  portSent = 0;
}

function answer(random, counts) {
  for (let turn = 0; turn < TURNS; turn++) {
    ipcMain.on(`heard:${turn}`, () => {});
    ipcMain.on(`silent:${turn}`, () => {});
    ipcMain.on(`answer:${turn}`, (event, ...args) => {
      event.returnValue = args;
    });
    ipcMain.on(`port:${turn}`, ({ ports: [port] }) => echo(port, counts));
    ipcMain.handle(`ask:${turn}`, (_event, ...args) => args);
    ipcMain.handle(`ask-later:${turn}`, (_event, ...args) => later(random, () => args));
    ipcMain.handle(`fail:${turn}`, () => {
      throw new TypeError('as it should');
    });
    ipcMain.handle(`fail-later:${turn}`, () => later(random, () => Promise.reject(new RangeError('a little later'))));
  }
}

function later(random, result) {
  return new Promise((resolve) => setTimeout(() => resolve(result()), random() * LONGEST_DELAY_MS));
}

function echo(port, counts) {
  port.on('message', ({ data }) => {
    counts.portReceived++;
    port.postMessage(data);
    counts.portSent++;
  });
  port.start();
}

/** Sends some messages to a document by every route that main has. */
function sendSome({ sender, senderFrame }, random, counts) {
  const routes = [
    (channel) => sender.send(channel, 'to the window', counts.sent.length),
    (channel) => sender.mainFrame.send(channel, { to: 'the main frame' }),
    (channel) => senderFrame.send(channel, ['to the frame']),
    (channel) => senderFrame.postMessage(channel, 'posted'),
    (channel) => {
      const { port1, port2 } = new MessageChannelMain();
      senderFrame.postMessage(channel, 'with a port', [port1]);
      port2.close();
    },
  ];
  for (let left = Math.floor(random() * MOST_SENT_PER_PULSE); left > 0; left--) {
    // Gone between its message and now: there is no way to it.
    if (sender.isDestroyed() || !senderFrame || senderFrame.isDestroyed()) return;
    const channel = `down:${counts.sent.length + 1}`;
    counts.sent.push(channel);
    routes[Math.floor(random() * routes.length)](channel);
  }
}

module.exports = { answer, Counts, sendSome };
