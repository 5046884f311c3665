// The errors of ports and of transfers, and what is left afterwards.

const { MessageChannelMain } = require('electron');
const { makeUncloneable } = require('../lib/values');

module.exports = async function portFailures({ page, record, write, attempt, nextEvent }) {
  const { port1, port2 } = new MessageChannelMain();
  for (const [name, value] of makeUncloneable())
    record(
      `uncloneable ${name}`,
      attempt(() => port1.postMessage(value)),
    );

  const { webContents, mainFrame } = page;
  const senders = {
    'webContents.postMessage': (transfer) => webContents.postMessage('portFailures:in', null, transfer),
    'mainFrame.postMessage': (transfer) => mainFrame.postMessage('portFailures:in', null, transfer),
    'port.postMessage': (transfer) => port1.postMessage(null, transfer),
  };
  for (const [name, send] of Object.entries(senders)) {
    for (const [what, transfer] of transfers())
      record(
        `${name} ${what}`,
        attempt(() => send(transfer())),
      );
  }
  record(
    'itself',
    attempt(() => port1.postMessage(null, [port1])),
  );
  record(
    'its own other end',
    attempt(() => port1.postMessage(null, [port2])),
  );
  record(
    'without arguments',
    attempt(() => port1.postMessage()),
  );
  record(
    'without channel',
    attempt(() => webContents.postMessage()),
  );
  record(
    'channel is a number',
    attempt(() => webContents.postMessage(5, null)),
  );
  record(
    'foreign this',
    attempt(() => port1.postMessage.call({}, 'x')),
  );
  record(
    'foreign this of a frame',
    attempt(() => mainFrame.postMessage.call({}, 'c', 'x')),
  );
  record(
    'foreign this of emit',
    attempt(() => port1.emit.call(Object.create(null), 'message', {})),
  );

  record('start and close of a foreign this', [
    attempt(() => port1.start.call({})),
    attempt(() => port1.close.call({})),
    attempt(() => port1.close.call(null)),
  ]);
  // Posted while main held both ends; one of them is given away before the message arrives.
  const given = new MessageChannelMain();
  const stayed = nextEvent(given.port2, 'message');
  given.port1.postMessage('posted before');
  webContents.postMessage('portFailures:in', null, [given.port1]);
  given.port2.start();
  record('posted before the transfer', (await stayed)[0].data);
  given.port2.close();

  // A refused transfer leaves the port usable, unless it was taken before the refusal.
  const kept = new MessageChannelMain();
  record(
    'refused with it',
    attempt(() => webContents.postMessage('portFailures:in', () => {}, [kept.port1])),
  );
  const heard = nextEvent(kept.port2, 'message');
  kept.port2.start();
  record(
    'afterwards',
    attempt(() => kept.port1.postMessage('still there')),
  );
  record('still heard', 'threw' in attempt(() => kept.port1.postMessage('again')) ? 'neutered' : (await heard)[0].data);

  // Transferred once, then used and transferred again.
  const spent = new MessageChannelMain();
  record(
    'transferred',
    attempt(() => webContents.postMessage('portFailures:in', null, [spent.port1])),
  );
  record(
    'transferred twice',
    attempt(() => webContents.postMessage('portFailures:in', null, [spent.port1])),
  );
  record(
    'used afterwards',
    attempt(() => spent.port1.postMessage('lost')),
  );
  record(
    'closed afterwards',
    attempt(() => spent.port1.close()),
  );
  record(
    'started afterwards',
    attempt(() => spent.port1.start()),
  );
  const closed = new MessageChannelMain();
  closed.port1.close();
  record(
    'closed, then transferred',
    attempt(() => webContents.postMessage('portFailures:in', null, [closed.port1])),
  );

  write(
    'in the renderer',
    await page.run(({ attempted, ipcRenderer }) => {
      const { port1, port2 } = new MessageChannel();
      return [
        attempted(() => ipcRenderer.postMessage('portFailures:main', null, [port1, port1])),
        attempted(() => ipcRenderer.postMessage('portFailures:main', null, [new ArrayBuffer(2)])),
        attempted(() => ipcRenderer.postMessage('portFailures:main', null, port2)),
        attempted(() => ipcRenderer.postMessage('portFailures:main', null, [port2])),
        attempted(() => ipcRenderer.postMessage('portFailures:main', null, [port2])),
        attempted(() => port2.postMessage('after the transfer')),
        attempted(() => ipcRenderer.postMessage('portFailures:main', () => {})),
      ];
    }),
  );
  port1.close();
  port2.close();
  kept.port1.close();
  spent.port2.close();
};

function transfers() {
  const port = () => new MessageChannelMain().port1;
  return [
    ['undefined', () => undefined],
    ['null', () => null],
    ['empty', () => []],
    ['a port, not a list', () => port()],
    ['array buffer', () => [new ArrayBuffer(4)]],
    ['null in the list', () => [null]],
    ['hole', () => Object.assign([], { 1: port() })],
    ['object', () => [{}]],
    ['text', () => 'ports'],
    ['number', () => 7],
    ['list of lists', () => [[port()]]],
    [
      'same port twice',
      () => {
        const twice = port();
        return [twice, twice];
      },
    ],
    ['port and something else', () => [port(), {}]],
    ['set', () => new Set([port()])],
    ['list-like', () => ({ length: 1, 0: port() })],
    ['pretended port', () => [{ _internalPort: {} }]],
  ];
}
