const { ipcRenderer } = require('electron');

addEventListener('DOMContentLoaded', async () => {
  await ipcRenderer.invoke('warm-up');
  await ipcRenderer.invoke('report:build', { customer: 4711 });
});
