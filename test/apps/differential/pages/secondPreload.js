require('electron').ipcRenderer.send('preloads:ran', 'second');
