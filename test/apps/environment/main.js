/** A sandboxed window, to whose frame Electron hands the environment and the text of the preload. */

const { app, BrowserWindow, ipcMain } = require('electron');
const path = require('node:path');

ipcMain.handle('edition', () => 'home');
ipcMain.on('ready', () => console.log('ready'));

app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, preload: path.join(__dirname, 'preload.js') },
  });
  window.loadURL('data:text/html,<title>Edition</title>');
});
