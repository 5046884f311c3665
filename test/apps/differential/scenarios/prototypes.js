// Once the inspector has gone, prototypes are exactly as without it, in main and in a frame.

const { EventEmitter } = require('node:events');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { describePrototypes, describeProperties } = require('../lib/descriptors');

module.exports = async function prototypes({ write, record, page }) {
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
  write('frame', await page.run(inFrame));
};

/** A document learns later than main that the agent has left. */
async function inFrame({ ipcRenderer }) {
  const { describeSurfaces } = require('../lib/surfaces.js');
  const isNodes = () => String(ipcRenderer.emit).includes('doError');
  while (!isNodes()) await new Promise((resolve) => setTimeout(resolve, 10));
  const texts = [];
  for (let level = Object.getPrototypeOf(ipcRenderer); level !== null; level = Object.getPrototypeOf(level)) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function') texts.push(String(value));
    }
  }
  return [...describeSurfaces(ipcRenderer), ...texts];
}
