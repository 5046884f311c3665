// Calls, one after the other, what stands in the address.

const { ipcRenderer } = require('electron');

async function callAll() {
  for (const [kind, channel, ...args] of JSON.parse(new URLSearchParams(location.search).get('calls'))) {
    await Promise.resolve(ipcRenderer[kind](channel, ...args)).catch(() => {});
  }
  ipcRenderer.send('called');
}

addEventListener('load', callAll);
