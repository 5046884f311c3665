// One window a mode: `isolated` or `shared` worlds, `sandboxed` or `plain`; each with a sub-frame that gets preloads too.

const { join } = require('node:path');
const { BrowserWindow } = require('electron');

module.exports = { openWindow };

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
