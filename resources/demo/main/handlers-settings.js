'use strict';

const { ipcMain, MessageChannelMain } = require('electron');

const ATTACHMENT_BYTES = 49_206;

/** Settings are read synchronously by the preloads, and edited over a port the main process hands out. */
function handleSettings({ settings, notes, windows }) {
  let livePort;

  ipcMain.on('settings:snapshot', (event) => {
    event.returnValue = settings.snapshot();
  });

  windows.onCreated('settings', (contents) => {
    contents.on('did-finish-load', () => {
      const { port1, port2 } = new MessageChannelMain();
      livePort = port1;
      port1.on('message', ({ data }) => answer(port1, data));
      port1.on('close', () => {
        if (livePort === port1) livePort = undefined;
      });
      port1.start();
      contents.postMessage('settings:live', { protocolVersion: 2 }, [port2]);
      port1.postMessage({ type: 'storage', ...storageOf(notes) });
    });
  });

  function answer(port, message) {
    if (message.type === 'set') {
      const changed = settings.set(message.key, message.value);
      port.postMessage({ type: 'applied', settings: changed });
      windows.webContents('notes')?.send('settings:changed', changed);
    }
    if (message.type === 'measure') {
      port.postMessage({ type: 'storage', request: message.request, ...storageOf(notes) });
    }
  }

  return {
    pushStorage() {
      livePort?.postMessage({ type: 'storage', ...storageOf(notes) });
    },
  };
}

function storageOf(notes) {
  const all = notes.all();
  const attachmentCount = all.reduce((sum, note) => sum + note.attachments.length, 0);
  return {
    measuredAtMs: Date.now(),
    noteCount: all.length,
    noteBytes: all.reduce((sum, note) => sum + Buffer.byteLength(note.body), 0),
    attachmentCount,
    attachmentBytes: attachmentCount * ATTACHMENT_BYTES,
  };
}

module.exports = { handleSettings };
