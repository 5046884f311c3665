const { ipcRenderer } = require('electron');
ipcRenderer.send('ran', 'first', Function.prototype.toString.call(ipcRenderer.send));
