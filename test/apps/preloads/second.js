const { ipcRenderer } = require('electron');
ipcRenderer.send('ran', 'second', Function.prototype.toString.call(ipcRenderer.send));
