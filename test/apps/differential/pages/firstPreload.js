require('electron').ipcRenderer.send('preloads:ran', 'first');
