const { ipcRenderer } = require('electron');

let number = 0;
let isTold = false;

setInterval(async () => {
  number++;
  ipcRenderer.send('early:note', number);
  const double = await ipcRenderer.invoke('early:double', number);
  const name = await ipcRenderer.invoke('window:name');
  if (!isTold && double === number * 2 && name === 'attachable') {
    isTold = true;
    ipcRenderer.send('ready');
  }
}, 40);
