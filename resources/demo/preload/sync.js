'use strict';

const { contextBridge, ipcRenderer } = require('electron');

let workerPort;

contextBridge.exposeInMainWorld('syncApp', {
  settings: ipcRenderer.sendSync('settings:snapshot'),
  ready: () =>
    ipcRenderer.send('document:ready', {
      document: 'sync',
      afterMs: Math.round(performance.now()),
    }),

  connect,
  markRead: (entry) => workerPort.postMessage({ type: 'read-up-to', entry }),
  startSync: (requestedBy) => ipcRenderer.send('sync:start', { requestedBy }),
  restartWorker: (reason) => ipcRenderer.invoke('sync:restart-worker', { reason }),
  onReconnect: subscription('sync:reconnect'),

  onTraffic: subscription('traffic:changed'),
  onTourAct: subscription('tour:act'),
  finishTourAct: () => ipcRenderer.send('tour:act-done', { act: 'sync' }),
});

/** Main passes the other end of this channel on to the sync worker. */
function connect(onMessage) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onMessage(data);
  workerPort = port1;
  ipcRenderer.postMessage('sync:connect', { viewer: { name: 'sync-log', keepsEntries: 300 } }, [port2]);
}

function subscription(channel) {
  return (listener) => {
    ipcRenderer.on(channel, (_event, message) => listener(message));
  };
}
