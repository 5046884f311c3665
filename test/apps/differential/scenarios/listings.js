// What an app finds when it walks over Electron's objects while it is watched: which keys each of their prototypes has, in which
// order, with which attributes, and what a for-in loop meets.

const { EventEmitter } = require('node:events');
const { join } = require('node:path');
const { app, ipcMain, MessageChannelMain, Menu, utilityProcess } = require('electron');

module.exports = async function listings({ page, write, record, nextEvent }) {
  const channel = new MessageChannelMain();
  const child = utilityProcess.fork(join(__dirname, '..', 'utility.js'), [], { stdio: 'ignore' });
  await nextEvent(child, 'spawn');
  const { webContents, window } = page;
  const { mainFrame, session } = webContents;
  const objects = {
    process,
    app,
    ipcMain,
    webContents,
    window,
    session,
    mainFrame,
    channel,
    child,
    Menu,
    utilityProcess,
  };
  objects.port = channel.port1;
  for (const [name, object] of Object.entries(objects)) {
    write(`keys of ${name}`, levelsOf(object));
    write(`for-in of ${name}`, forIn(object).join());
  }
  for (const prototype of [Object, Function, Promise, Map, Error, EventEmitter].map((each) => each.prototype)) {
    write('shared prototype', keysOf(prototype));
  }
  record('class of channels', [
    Object.getOwnPropertyNames(MessageChannelMain),
    Object.getPrototypeOf(MessageChannelMain).name,
    channel instanceof EventEmitter,
  ]);
  record('channel', Object.entries(Object.getOwnPropertyDescriptors(channel)).map(describe));
  record(
    'own emit',
    [process, webContents, session, channel.port1, child].map((each) => each.emit.name),
  );
  channel.port1.close();
  child.kill();
  await nextEvent(child, 'exit');
};

function levelsOf(object) {
  const levels = [];
  for (let level = object; level !== null; level = Object.getPrototypeOf(level)) levels.push(keysOf(level));
  return levels;
}

/** What comes and goes by itself is left out. */
function keysOf(object) {
  return Reflect.ownKeys(object)
    .filter((key) => key !== 'senderFrame')
    .map((key) => describe([String(key), Object.getOwnPropertyDescriptor(object, key)]))
    .join(' ');
}

function describe([name, { get, set, writable, enumerable, configurable }]) {
  const flags = [writable && 'w', enumerable && 'e', configurable && 'c', get && 'get', set && 'set'];
  return `${name}:${flags.filter(Boolean).join('')}`;
}

function forIn(object) {
  const names = [];
  for (const name in object) names.push(name);
  return names;
}
