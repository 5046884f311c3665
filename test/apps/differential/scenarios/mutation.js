// What one listener does to its arguments the next one sees, and nobody else has touched them before.

const { ipcMain } = require('electron');

module.exports = async function mutation({ page, record, write }) {
  const kept = [];
  ipcMain.on('mutation:list', (_event, list, map, shared, again) => {
    record('first listener', [list, map, shared === again, Object.isFrozen(list)]);
    list.push('added');
    list[0] = 'replaced';
    map.set('added', true);
    shared.deep.list.length = 0;
    Object.freeze(list);
    kept.push(list);
  });
  ipcMain.on('mutation:list', (_event, list, map, shared, again) => {
    record('second listener', [list, map, shared, again, kept[0] === list, Object.isFrozen(list)]);
  });
  await page.run(({ ipcRenderer }) => {
    const shared = { deep: { list: [1, 2] } };
    ipcRenderer.send('mutation:list', ['a', 'b'], new Map(), shared, shared);
  });
  ipcMain.removeAllListeners('mutation:list');

  ipcMain.on('mutation:event', (event) => {
    event.added = 'by the first';
    event.sender.addedToSender = 1;
    record('deleted', [delete event.frameId, Reflect.deleteProperty(event, 'sender')]);
  });
  ipcMain.on('mutation:event', (event) => {
    record('event of the second', [event.added, 'frameId' in event, 'sender' in event]);
  });
  await page.run(({ ipcRenderer }) => ipcRenderer.send('mutation:event'));
  ipcMain.removeAllListeners('mutation:event');
  delete page.webContents.addedToSender;

  // A result that the handler goes on changing: what crosses is its state when it was sent.
  const state = { version: 1, list: [1] };
  ipcMain.handle('mutation:state', () => {
    process.nextTick(() => {
      state.version++;
    });
    return state;
  });
  write('state', await page.run(({ ipcRenderer, describe }) => ipcRenderer.invoke('mutation:state').then(describe)));
  write(
    'state again',
    await page.run(({ ipcRenderer, describe }) => ipcRenderer.invoke('mutation:state').then(describe)),
  );
  record('state kept', state);
  ipcMain.removeHandler('mutation:state');

  const frozen = Object.freeze([Object.freeze({ a: 1 }), Object.freeze(new Map([[1, 2]]))]);
  const sealed = Object.seal({ a: 1 });
  ipcMain.handle('mutation:frozen', (_event, ...args) => {
    record(
      'arguments extensible',
      args.map((arg) => Object.isExtensible(arg)),
    );
    return [frozen, sealed];
  });
  write(
    'frozen',
    await page.run(({ ipcRenderer, describe }) => ipcRenderer.invoke('mutation:frozen', {}, []).then(describe)),
  );
  record('still as they were', [Object.isFrozen(frozen), Object.isSealed(sealed), Reflect.ownKeys(sealed)]);
  ipcMain.removeHandler('mutation:frozen');

  // What main sent stays its own, and its bytes are not taken.
  const bytes = new Uint8Array([1, 2, 3]);
  const payload = { bytes, list: [bytes] };
  page.webContents.send('mutation:unheard', payload);
  record('payload after send', [payload, bytes.byteLength, payload.list[0] === bytes]);
};
