// What an app finds when it looks at the objects that the agent hooks; their prototypes are another scenario.

const electron = require('electron');
const { describeProperties, describeShape, prototypeNames } = require('../lib/descriptors');

module.exports = async function surfaces({ write, record, page }) {
  const { ipcMain, MessageChannelMain, session, utilityProcess, webContents, webFrameMain, app } = electron;
  const channel = new MessageChannelMain();
  const contents = page.webContents;
  const objects = {
    ipcMain,
    app,
    webContents: contents,
    'webContents.ipc': contents.ipc,
    mainFrame: contents.mainFrame,
    'mainFrame.ipc': contents.mainFrame.ipc,
    session: contents.session,
    MessageChannelMain: channel,
    MessagePortMain: channel.port1,
    'class MessageChannelMain': MessageChannelMain,
    'class MessagePortMain': channel.port1.constructor,
    'module webContents': webContents,
    'module webFrameMain': webFrameMain,
    'module session': session,
    'browser window': page.window,
  };
  for (const [name, object] of Object.entries(objects)) {
    write(`own properties of ${name}`, describeProperties(object, describeShape));
    write(`classes of ${name}`, prototypeNames(object));
    if (typeof object.eventNames === 'function') record(`events of ${name}`, countListeners(object));
  }
  record('electron', Object.keys(electron));
  record('own properties of utilityProcess', Reflect.ownKeys(utilityProcess));
  record('fork', [utilityProcess.fork.name, utilityProcess.fork.length, typeof utilityProcess.fork.prototype]);
  record('methods', methodsOf({ contents, port: channel.port1, frame: contents.mainFrame, session: contents.session }));
  record('in', ['port1' in channel, 'port2' in channel, Object.keys(channel), JSON.stringify(channel)]);
  record('process.emit', [process.emit.name, process.emit.length]);
  channel.port1.close();
};

function countListeners(emitter) {
  return emitter.eventNames().map((name) => [String(name), emitter.listenerCount(name)]);
}

/** What is replaced must pass for the original by name and length. */
function methodsOf({ contents, port, frame, session }) {
  const methods = [
    contents.emit,
    session.emit,
    port.emit,
    port.postMessage,
    frame.send,
    frame.postMessage,
    frame._send,
  ];
  return methods.map(({ name, length }) => [name, length]);
}
