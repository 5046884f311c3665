'use strict';

const { contextBridge, ipcRenderer } = require('electron');

const livePort = new Promise((resolve) => {
  ipcRenderer.once('settings:live', (event) => resolve(event.ports[0]));
});

contextBridge.exposeInMainWorld('settingsApp', {
  settings: ipcRenderer.sendSync('settings:snapshot'),
  ready: () =>
    ipcRenderer.send('document:ready', {
      document: 'settings',
      afterMs: Math.round(performance.now()),
    }),

  async connect(onMessage) {
    const port = await livePort;
    port.onmessage = ({ data }) => onMessage(data);
  },
  set: async (key, value) => (await livePort).postMessage({ type: 'set', key, value }),
  measure: async (request) => (await livePort).postMessage({ type: 'measure', request }),

  signIn: (credentials) => ipcRenderer.invoke('account:sign-in', credentials),
  requestServer: (request) => ipcRenderer.invoke('server:request', request),
  sendBeacon: (beacon) => ipcRenderer.send('telemetry:beacon', beacon),

  onTraffic: subscription('traffic:changed'),
  onTourAct: subscription('tour:act'),
  finishTourAct: () => ipcRenderer.send('tour:act-done', { act: 'settings' }),
});

function subscription(channel) {
  return (listener) => {
    ipcRenderer.on(channel, (_event, message) => listener(message));
  };
}
