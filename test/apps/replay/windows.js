// One window a mode: `isolated` or `shared` worlds, `sandboxed` or `plain`; each with a sub-frame that gets preloads too.

const { join } = require('node:path');
const { BrowserWindow } = require('electron');

module.exports = { openEmbedder, openWindow };

/** A window with a guest in a `<webview>`. @returns the guest */
async function openEmbedder() {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), webviewTag: true, backgroundThrottling: false },
  });
  const guest = new Promise((resolve) => {
    window.webContents.once('did-attach-webview', (_event, contents) => {
      contents.once('did-finish-load', () => resolve(contents));
    });
  });
  await window.loadFile(join(__dirname, 'embedder.html'));
  return guest;
}

/** @param mode as `isolated-sandboxed` */
async function openWindow(mode) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      contextIsolation: mode.startsWith('isolated'),
      sandbox: mode.endsWith('sandboxed'),
      nodeIntegration: false,
      nodeIntegrationInSubFrames: true,
      backgroundThrottling: false,
    },
  });
  await window.loadFile(join(__dirname, 'page.html'), { query: { title: mode } });
  return window;
}
