// What a page sends while a navigation to another origin unloads it, when its frame is in another process already. Electron
// finds `frame.ipc` by the frame's place in the tree, so that the listeners there still hear it.

const { createServer } = require('node:http');

module.exports = async function unloading({ openPage, record, until }) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const page = await openPage();
  const { webContents } = page;
  await webContents.loadURL(`http://localhost:${port}`);

  const heard = [];
  const { ipc } = webContents.mainFrame;
  ipc.on('unloading:send', (_event, text) => heard.push(`send ${text}`));
  ipc.on('unloading:sync', (event) => {
    heard.push('sync');
    event.returnValue = 'at once';
  });
  ipc.on('unloading:late', (event) => {
    heard.push('late');
    setTimeout(() => {
      event.returnValue = 'later';
    }, 20);
  });
  ipc.handle('unloading:invoke', async (_event, text) => {
    heard.push(`invoke ${text}`);
    throw new Error(`of ${text}`);
  });
  ipc.on('unloading:first', () => heard.push('first'));
  await webContents.executeJavaScript(`{
    const { ipcRenderer } = require('electron');
    onunload = () => {
      ipcRenderer.send('unloading:send', 'in unload');
      ipcRenderer.sendSync('unloading:sync');
      ipcRenderer.sendSync('unloading:late');
      ipcRenderer.invoke('unloading:invoke', 'unload').catch(() => {});
    };
    undefined;
  }`);
  await webContents.loadURL(`http://127.0.0.1:${port}`);
  await until('the messages of the old document', () => heard.length === 4);
  record('while unloading', heard.splice(0));

  await webContents.executeJavaScript(`require('electron').ipcRenderer.send('unloading:first')`);
  await until('its first message', () => heard.length === 1);
  record('by the new document', heard.splice(0));
  await page.close();
  await new Promise((resolve) => server.close(resolve));
};
