const { ipcRenderer } = require('electron');

const unlikelyToStandElsewhere = 'the preload of the app';
ipcRenderer.invoke('edition').then(() => ipcRenderer.send('ready', unlikelyToStandElsewhere.length));
