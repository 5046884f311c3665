// Transfer lists that notice how they are read.

const { MessageChannelMain } = require('electron');

module.exports = function transferLists({ page, record, attempt }) {
  const looks = new Map();
  const count = (what) => looks.set(what, (looks.get(what) ?? 0) + 1);
  const { webContents, mainFrame } = page;
  const { port1, port2 } = new MessageChannelMain();
  const senders = {
    'webContents.postMessage': (transfer) => webContents.postMessage('transferLists:in', null, transfer),
    'mainFrame.postMessage': (transfer) => mainFrame.postMessage('transferLists:in', null, transfer),
    'port.postMessage': (transfer) => port1.postMessage(null, transfer),
  };
  for (const [name, send] of Object.entries(senders)) {
    for (const [what, transfer] of lists(count)) {
      record(
        `${name} ${what}`,
        attempt(() => send(transfer)),
      );
      record(`${name} ${what} looks`, looks);
      looks.clear();
    }
  }
  port1.close();
  port2.close();
};

function lists(count) {
  const port = () => new MessageChannelMain().port1;
  const watch = (target, label) =>
    new Proxy(target, {
      get(object, key, receiver) {
        count(`${label} get ${String(key)}`);
        return Reflect.get(object, key, receiver);
      },
      has(object, key) {
        count(`${label} has ${String(key)}`);
        return Reflect.has(object, key);
      },
      getPrototypeOf(object) {
        count(`${label} getPrototypeOf`);
        return Reflect.getPrototypeOf(object);
      },
    });
  class Ports extends Array {
    [Symbol.iterator]() {
      count('iterated');
      return super[Symbol.iterator]();
    }
  }
  const withGetter = [port()];
  Object.defineProperty(withGetter, 1, {
    get() {
      count('element read');
      return port();
    },
  });
  withGetter.length = 2;
  const internal = Object.defineProperty({}, '_internalPort', {
    get() {
      count('_internalPort read');
      return undefined;
    },
  });
  return [
    ['subclass', Ports.of(port())],
    ['proxy of a list', watch([port()], 'list')],
    ['proxy of a port', [watch(port(), 'port')]],
    ['proxy of an object', [watch({}, 'object')]],
    ['element with a getter', withGetter],
    ['object with a getter', [internal]],
  ];
}
