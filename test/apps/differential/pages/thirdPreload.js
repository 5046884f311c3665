require('electron').ipcRenderer.send('preloads:ran', 'third');
