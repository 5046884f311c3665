const { ipcRenderer } = require('electron');

setInterval(() => ipcRenderer.send('tick'), 10);
