// Registers channels in every way there is; some are used, some never, some are removed.

const { app, BrowserWindow, ipcMain } = require('electron');

app.on('window-all-closed', () => {});
ipcMain.on('main:on', () => {});
ipcMain.on('main:on twice', () => {});
ipcMain.on('main:on twice', () => {});
ipcMain.prependListener('main:never hit', () => {});
ipcMain.once('main:once never hit', () => {});
ipcMain.once('main:once', () => {});
ipcMain.on('main:removed', () => {});
ipcMain.handle('main:handle', () => 1);
ipcMain.handle('main:handle never hit', () => 1);
ipcMain.handle('main:handle removed', () => 1);
ipcMain.handleOnce('main:handleOnce', () => 1);
ipcMain.handleOnce('main:handleOnce never hit', () => 1);

async function openWindow() {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  });
  window.webContents.ipc.on('contents:on', () => {});
  window.webContents.ipc.handle('contents:handle', () => 1);
  window.webContents.ipc.on('contents:never hit', () => {});
  await window.loadURL('data:text/html,<title>channels</title>');
  return window;
}

/** Resolves when the test says so. */
function signal(state) {
  return new Promise((resolve) => {
    process.once('SIGUSR2', resolve);
    process.stdout.write(`${state}\n`);
  });
}

const run = (window, code) =>
  window.webContents.executeJavaScript(`{ const { ipcRenderer } = require('electron'); ${code} }`);

void app.whenReady().then(async () => {
  const window = await openWindow();
  const { ipc: frameIpc } = window.webContents.mainFrame;
  frameIpc.on('frame:on', () => {});
  frameIpc.handle('frame:never hit', () => 1);
  // The same channel in several places: all listeners hear it, and only one handler is asked.
  for (const emitter of [ipcMain, window.webContents.ipc, frameIpc]) {
    emitter.on('shared:on', () => {});
    emitter.handle('shared:handled thrice', () => 1);
    if (emitter !== frameIpc) emitter.handle('shared:handled twice', () => 1);
  }
  const attempts = [];
  for (const [emitter, channel] of [
    [ipcMain, 'main:handle'],
    [window.webContents.ipc, 'contents:handle'],
    [ipcMain, 'main:new'],
  ]) {
    try {
      emitter.handle(channel, () => 2);
      attempts.push('registered');
    } catch (error) {
      attempts.push(error.message);
    }
  }
  process.stdout.write(`attempts ${JSON.stringify(attempts)}\n`);
  // The test looks at what is registered, and lets the app go on by a signal.
  await signal('ready');
  await run(
    window,
    `for (const channel of ['main:on', 'main:on', 'main:on twice', 'main:once', 'contents:on', 'frame:on', 'unheard', 'shared:on']) {
       ipcRenderer.send(channel);
     }
     Promise.all(['main:handle', 'main:handleOnce', 'contents:handle', 'contents:handle', 'shared:handled thrice', 'shared:handled twice'].map((channel) => ipcRenderer.invoke(channel)));`,
  );
  await signal('used');
  ipcMain.removeAllListeners('main:removed');
  ipcMain.removeHandler('main:handle removed');
  ipcMain.handle('main:handle removed later', () => 1);
  window.destroy();
  await openWindow();
  const { eventNames, listenerCount } = ipcMain;
  process.stdout.write(
    `seen ${JSON.stringify({
      names: eventNames.call(ipcMain),
      count: listenerCount.call(ipcMain, 'main:on twice'),
      own: Object.keys(ipcMain),
      handlers: [...ipcMain._invokeHandlers.keys()],
    })}\n`,
  );
});
