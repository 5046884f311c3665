const { ipcRenderer } = require('electron');

addEventListener('DOMContentLoaded', async () => {
  const { before, size } = await ipcRenderer.invoke('warm-up');
  // In one go: what comes before must not be what keeps the last message from being written.
  for (let i = 1; i <= before; i++) ipcRenderer.send('before', i);
  ipcRenderer.send('last', { case: 4711, text: 'z'.repeat(size) });
});
