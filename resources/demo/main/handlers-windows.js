'use strict';

const { ipcMain } = require('electron');

function handleWindows({ windows }) {
  ipcMain.on('window:open', (_event, { name }) => {
    if (['settings', 'sync'].includes(name)) windows.open(name);
  });
}

module.exports = { handleWindows };
