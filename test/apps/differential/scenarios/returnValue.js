const { ipcMain } = require('electron');

module.exports = async function returnValue({ page, record, write, attempt, answerOf }) {
  const ways = {
    set: (event) => {
      event.returnValue = 'set';
    },
    'set twice': (event) => {
      event.returnValue = 'first';
      record(
        'second assignment',
        attempt(() => Reflect.set(event, 'returnValue', 'second')),
      );
    },
    'set to undefined': (event) => {
      event.returnValue = undefined;
    },
    'set to null': (event) => {
      event.returnValue = null;
    },
    'set after await': async (event) => {
      await null;
      await new Promise((resolve) => setImmediate(resolve));
      event.returnValue = 'late';
    },
    'set in another task': (event) => {
      setTimeout(() => {
        event.returnValue = 'in a timer';
      }, 1);
    },
    'uncloneable, then set': (event) => {
      record(
        'uncloneable',
        attempt(() => {
          event.returnValue = () => {};
        }),
      );
      event.returnValue = 'after the failure';
    },
    'read back': (event) => {
      record('before', event.returnValue);
      event.returnValue = 'given';
      record('after', event.returnValue);
    },
    'set, then thrown': (event) => {
      event.returnValue = 'before the throw';
      throw new Error('after the answer');
    },
    defined: (event) => {
      record(
        'define',
        attempt(() => Object.defineProperty(event, 'returnValue', { value: 1 })),
      );
      const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(event, 'returnValue');
      record('descriptor', [typeof get, typeof set, enumerable, configurable]);
      set.call(event, 'by the setter');
    },
  };
  const ask = (channel) =>
    page.run(({ ipcRenderer, attempted }, name) => attempted(() => ipcRenderer.sendSync(name, name)), channel);
  for (const [name, listener] of Object.entries(ways)) {
    ipcMain.once('returnValue:ask', listener);
    write(name, await ask('returnValue:ask'));
  }

  // Several listeners: the first assignment counts.
  for (const n of [1, 2, 3]) {
    ipcMain.on('returnValue:several', (event) => {
      record(
        `listener ${n}`,
        attempt(() => Reflect.set(event, 'returnValue', n)),
      );
    });
  }
  write('several', await ask('returnValue:several'));
  ipcMain.removeAllListeners('returnValue:several');

  // A message without sendSync has no such accessor.
  ipcMain.once('returnValue:send', (event) => {
    event.returnValue = 'kept on the event';
    record('on send', Object.getOwnPropertyDescriptor(event, 'returnValue'));
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.send('returnValue:send'));
  ipcMain.handleOnce('returnValue:invoke', (event) => {
    event.returnValue = 'ignored';
    return Object.keys(event).includes('returnValue');
  });
  write('on invoke', await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('returnValue:invoke'))));

  // Never set: the renderer stands still until the event is collected.
  for (const [name, listener] of Object.entries({ 'never set': () => {}, unheard: undefined })) {
    if (listener !== undefined) ipcMain.once('returnValue:never', listener);
    write(name, await answerOf(ask('returnValue:never')));
  }
};
