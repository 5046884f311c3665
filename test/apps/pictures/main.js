// Pictures go over IPC as they are: answered, received, sent, with several sizes, and empty.

const { app, BrowserWindow, ipcMain, nativeImage } = require('electron');

const picture = (width, height) =>
  nativeImage.createFromBitmap(Buffer.alloc(width * height * 4, 0x7f), { width, height });

app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const double = picture(40, 30);
  double.addRepresentation({ scaleFactor: 2, width: 80, height: 60, buffer: Buffer.alloc(80 * 60 * 4, 0x3f) });
  const named = picture(10, 10);
  named.getSize = () => {
    throw new Error('read by somebody');
  };
  ipcMain.handle('pictures:all', () => ({ thumbnail: picture(320, 180), named, empty: nativeImage.createEmpty() }));
  const picked = new Promise((resolve) => ipcMain.once('pictures:picked', (_event, image) => resolve(image)));

  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  await window.loadURL('data:text/html,<title>pictures</title>');
  window.webContents.send('pictures:double', double);
  await window.webContents.executeJavaScript(`{
    const { ipcRenderer } = require('electron');
    ipcRenderer.invoke('pictures:all').then(({ thumbnail }) => ipcRenderer.send('pictures:picked', thumbnail));
    undefined;
  }`);
  console.log('PICKED', JSON.stringify((await picked).getSize()));
  app.exit(0);
});
