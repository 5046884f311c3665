// What the page can be made to call, by name.

const { contextBridge, ipcRenderer } = require('electron');

const scenes = {
  async notes() {
    for (let i = 0; i < 3; i++) await ipcRenderer.invoke('notes:list');
  },
  // The first call is answered once the message after it has come.
  async job() {
    await ipcRenderer.invoke('notes:list');
    const answer = ipcRenderer.invoke('job:wait', 7);
    await ipcRenderer.invoke('notes:list');
    ipcRenderer.send('job:finish', 7, 'done');
    await answer;
    await ipcRenderer.invoke('notes:list');
  },
  async never() {
    ipcRenderer.invoke('events:next').catch(() => {});
    await ipcRenderer.invoke('notes:list');
  },
  async oneWay() {
    ipcRenderer.send('notes:seen', 1);
    ipcRenderer.send('notes:seen', 2);
  },
};

contextBridge.exposeInMainWorld('scenes', scenes);
