// Apps and their tests emit events themselves. That is no IPC: nobody but the listeners may look at what is emitted.

const { ipcMain, MessageChannelMain } = require('electron');
const { makeObservedValues } = require('../lib/observedValues');

module.exports = async function imitations({ page, record, attempt }) {
  const looks = new Map();
  const count = (what) => looks.set(what, (looks.get(what) ?? 0) + 1);
  const report = (step) => {
    record(step, looks);
    looks.clear();
  };
  const { port1, port2 } = new MessageChannelMain();
  const { webContents } = page;
  const fakeMessage = {
    get data() {
      count('data');
      return 1;
    },
    get ports() {
      count('ports');
      return [];
    },
  };
  const heard = [];
  const onMessage = (...args) => heard.push(args.length);
  port1.on('message', onMessage);
  record(
    'port',
    attempt(() => [port1.emit('message'), port1.emit('message', undefined), port1.emit('message', fakeMessage)]),
  );
  report('looks at a fake message');
  for (const [name, value] of makeObservedValues(count)) {
    attempt(() => port1.emit('message', { data: value, ports: [] }));
    report(`port emits ${name}`);
  }
  record('port heard', heard.length);

  const fakeEvent = {
    get sender() {
      count('sender');
      return webContents;
    },
    get processId() {
      count('processId');
      return 1;
    },
    get _replyChannel() {
      count('_replyChannel');
      return undefined;
    },
  };
  const onHost = (...args) => heard.push(args.length);
  webContents.on('ipc-message-host', onHost);
  record(
    'webContents',
    attempt(() => webContents.emit('ipc-message-host', fakeEvent, 'channel', [1])),
  );
  report('looks at a fake event');
  for (const [name, value] of makeObservedValues(count)) {
    attempt(() => webContents.emit('ipc-message-host', {}, 'channel', [value]));
    attempt(() => webContents.emit('ipc-message-host', value, value, value));
    attempt(() => webContents.emit('ipc-message', value, 'channel', value));
    attempt(() => ipcMain.emit('imitations:channel', value, value));
    report(`webContents emits ${name}`);
  }
  record('odd emits', [
    attempt(() => webContents.emit('ipc-message-host')),
    attempt(() => webContents.emit('ipc-message-host', null, null, null)),
    attempt(() => webContents.session.emit('imitations:nothing')),
  ]);
  webContents.off('ipc-message-host', onHost);
  port1.off('message', onMessage);
  port1.close();
  port2.close();
};
