// Listens on two ports for others: one takes a single request, as the address that a login leads back to; the other speaks a protocol of its own.
const { app, BrowserWindow, ipcMain } = require('electron');
const http = require('node:http');
const net = require('node:net');

ipcMain.handle('serve', () => 1);
app.whenReady().then(() => {
  const callback = http.createServer();
  callback.once('request', ({ method, url }, response) => {
    console.log(`received ${method} ${url}`);
    response.end('done');
    callback.close();
  });
  const service = net.createServer((socket) => {
    socket.on('data', (data) => console.log(`received ${JSON.stringify(String(data))}`));
    socket.on('error', () => {});
  });
  callback.listen(0, '127.0.0.1', () => {
    service.listen(0, '127.0.0.1', () => console.log(`serving ${callback.address().port} ${service.address().port}`));
  });
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  const script = `setInterval(() => require('electron').ipcRenderer.invoke('serve'), 200)`;
  window.loadURL(`data:text/html,<title>Serving</title><script>${script}</script>`);
});
