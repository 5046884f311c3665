// Sends the same few secrets and a long text, again and again, by every way that a value has: arguments from a
// renderer, results, errors, what main sends, ports, and the address of a window.

const { app, BrowserWindow, ipcMain, MessageChannelMain } = require('electron');

const SECRET = 'S3CR3T-d0-not-tell';
const INTERVAL_MS = 40;

app.on('window-all-closed', () => app.quit());

void app.whenReady().then(async () => {
  ipcMain.handle('login', () => ({ user: 'ada', accessToken: SECRET, headers: [['Cookie', SECRET]] }));
  ipcMain.handle('refused', () => {
    const error = new Error(`refused: Bearer ${SECRET}`);
    error.config = { headers: new Map([['Authorization', SECRET]]) };
    throw error;
  });
  ipcMain.on('ask', (event) => {
    event.returnValue = { secret: SECRET };
  });
  ipcMain.on('port', (event) => event.ports[0]?.start());
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  });
  await window.loadURL(`data:text/html,<title>secrets</title>?access_token=${SECRET}`);
  const act = async () => {
    if (window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage({ password: SECRET });
    window.webContents.postMessage('push-port', { password: SECRET }, [port2]);
    window.webContents.send('push', { password: SECRET, card: 'C4RD', pin: 1234 }, 'x'.repeat(100_000));
    await window.webContents.executeJavaScript(`(async () => {
      const { ipcRenderer } = require('electron');
      const secret = '${SECRET}';
      await ipcRenderer.invoke('login', { user: 'ada', password: secret }, { name: 'Cookie', value: secret });
      await ipcRenderer.invoke('refused', 'https://example.org/?token=' + secret).catch(() => {});
      ipcRenderer.sendSync('ask', JSON.stringify({ password: secret }));
      const { port1 } = new MessageChannel();
      ipcRenderer.postMessage('port', new Map([['secret', secret]]), [port1]);
    })()`);
    setTimeout(act, INTERVAL_MS);
  };
  await act();
});
