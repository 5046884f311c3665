'use strict';

const { contextBridge, ipcRenderer } = require('electron');

/** The preload of the <webview> guest: it talks to the page that embeds it. */
contextBridge.exposeInMainWorld('preview', {
  ready: () =>
    ipcRenderer.send('document:ready', {
      document: 'preview',
      afterMs: Math.round(performance.now()),
    }),
  onRender(listener) {
    ipcRenderer.on('preview:render', (_event, note) => listener(note));
  },
  reportRendered: (report) => ipcRenderer.sendToHost('preview:rendered', report),
});
