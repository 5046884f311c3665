// While the agent is attached the prototypes differ, as is known; once the inspector has gone they must be exactly as
// without it.

const { EventEmitter } = require('node:events');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { describePrototypes, describeProperties } = require('../lib/descriptors');

module.exports = function prototypes({ write, record, page }) {
  const channel = new MessageChannelMain();
  const { port1: port } = channel;
  const { mainFrame, session } = page.webContents;
  const objects = { webContents: page.webContents, session, mainFrame, port, channel, process, ipcMain };
  for (const [name, object] of Object.entries(objects)) {
    write(`prototypes of ${name}`, describePrototypes(object, EventEmitter.prototype));
  }
  write('utilityProcess', describeProperties(utilityProcess));
  write('handlers', describeProperties(ipcMain._invokeHandlers));
  write('handlers of webContents.ipc', describeProperties(page.webContents.ipc._invokeHandlers));
  record('inherited methods', {
    emit: port.emit === EventEmitter.prototype.emit,
    processEmit: process.emit === EventEmitter.prototype.emit,
    sessionEmit: session.emit === EventEmitter.prototype.emit,
    get: ipcMain._invokeHandlers.get === Map.prototype.get,
  });
  port.close();
};
