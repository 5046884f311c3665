// The page's part of scenarios/lastReports.js: sends its last calls, and ends or is ended.

const { contextBridge, ipcRenderer } = require('electron');

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

const ENDINGS = {
  async 'same task'() {
    sendLast('a', 'b', 'c');
    location.search = '?left';
  },
  async busy() {
    for (const text of ['a', 'b', 'c']) {
      sendLast(text);
      await pause();
    }
    sendLast('d');
    location.search = '?left';
  },
  async 'main loads'() {
    sendLast('a', 'b', 'c');
    ipcRenderer.send('load');
  },
  async 'closes itself'() {
    sendLast('a', 'b', 'c');
    window.close();
  },
  async destroyed() {
    sendLast('a', 'b', 'c');
    setTimeout(() => ipcRenderer.send('destroy'));
  },
};

function sendLast(...texts) {
  for (const text of texts) ipcRenderer.send('last', text);
}

function end(way) {
  void ENDINGS[way]();
}

if (process.contextIsolated) contextBridge.exposeInMainWorld('end', end);
else globalThis.end = end;
