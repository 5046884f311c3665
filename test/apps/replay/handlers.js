// What every listener and handler in main can see of an event.

const { ipcMain } = require('electron');
const { describe } = require('../differential/lib/describe');
const { describeProperties, prototypeNames } = require('../differential/lib/descriptors');

module.exports = { registerHandlers, say, sayTo };

let total = 0;

function registerHandlers() {
  for (const channel of ['probe:send', 'probe:post']) {
    ipcMain.on(channel, function (event, ...args) {
      say({ channel, ...observed(event, args), isThis: this === ipcMain });
    });
  }
  ipcMain.handle('probe:invoke', (event, ...args) => {
    const seen = observed(event, args);
    say({ channel: 'probe:invoke', ...seen });
    return args;
  });
  ipcMain.handle('probe:throw', (event, ...args) => {
    say({ channel: 'probe:throw', ...observed(event, args) });
    throw new RangeError('thrown on purpose');
  });
  ipcMain.on('probe:sync', (event, ...args) => {
    const seen = observed(event, args);
    const before = event.returnValue;
    event.returnValue = args;
    say({ channel: 'probe:sync', ...seen, before: describe(before), after: describe(event.returnValue) });
  });
  ipcMain.handle('count:add', (_event, n) => {
    total += n;
    return total;
  });
  // Never answered before it is told to.
  ipcMain.handle('slow', () => new Promise(() => {}));
  ipcMain.on('pushed', (event, seen) => {
    const { args, ...rest } = seen;
    say({ ...rest, args: describe(args), sender: event.sender.id, frame: event.senderFrame.url });
  });
  ipcMain.on('wrapped', (_event, channel) => say({ channel: 'wrapped', of: channel }));
  ipcMain.on('host:got', (_event, channel, args) => say({ channel: 'host:got', of: channel, args: describe(args) }));
  ipcMain.on('own', (_event, own) => say({ channel: 'own', ...own }));
  ipcMain.on('port:received', (_event, name, data) => say({ channel: 'port:received', name, data: describe(data) }));
}

/** Everything that can be seen of an event, before anything is changed on it, and what its methods do. */
function observed(event, args) {
  const { sender, senderFrame } = event;
  const seen = {
    properties: describeProperties(event),
    prototypes: prototypeNames(event),
    methods: describeProperties(Object.getPrototypeOf(event)),
    sender: sender.id,
    isSenderLive: !sender.isDestroyed(),
    frame: senderFrame.url,
    isTop: senderFrame === sender.mainFrame,
    processId: event.processId,
    frameId: event.frameId,
    frameTreeNodeId: event.frameTreeNodeId,
    type: event.type,
    ports: event.ports?.length,
    keys: Object.keys(event),
    defaultPrevented: event.defaultPrevented,
    args: describe(args),
  };
  event.preventDefault();
  return { ...seen, defaultPreventedAfter: event.defaultPrevented };
}

const unsaid = [];
let listener;

/** Tells the test of what was seen; as soon as it listens. */
function say(seen) {
  if (listener === undefined) unsaid.push(seen);
  else listener(seen);
}

function sayTo(listens) {
  listener = listens;
  for (const seen of unsaid.splice(0)) listens(seen);
}
