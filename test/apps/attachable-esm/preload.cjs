require('electron').ipcRenderer.invoke('first:of-all');
