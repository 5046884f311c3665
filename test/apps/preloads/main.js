// Has preloads of its session's own, one by a relative path where that can be. Loads its page again for each SIGUSR2, and prints
// what it sees of its preloads and which of them ran, with the text of `ipcRenderer.send` in the page's world.

const { join } = require('node:path');
const { app, BrowserWindow, ipcMain, session } = require('electron');

const ran = [];
ipcMain.on('ran', (_event, name, text) => ran.push([name, text.length]));

app.disableHardwareAcceleration();
app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const own = session.fromPartition('preloads');
  own.setPreloads([join(__dirname, 'first.js'), join(__dirname, 'second.js')]);
  const window = new BrowserWindow({ show: false, webPreferences: { session: own, sandbox: true } });
  const load = async () => {
    await window.loadFile(join(__dirname, 'page.html'));
    console.log(
      `document ${JSON.stringify({ ran: ran.splice(0), scripts: own.getPreloadScripts(), paths: own.getPreloads() })}`,
    );
  };
  await load();
  process.on('SIGUSR2', load);
});
