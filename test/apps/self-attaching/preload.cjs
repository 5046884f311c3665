require('electron')
  .ipcRenderer.invoke('own:hello', 'world')
  .then((answer) => console.log(answer));
