const { join } = require('node:path');
const { BrowserWindow } = require('electron');

module.exports = { openPage, runIn };

const PAGES = join(__dirname, '..', 'pages');

/** A hidden window, most often with pages/page.html in it, whose scripts reach Electron directly. */
class Page {
  constructor(window) {
    this.window = window;
    this.webContents = window.webContents;
  }

  get mainFrame() {
    return this.webContents.mainFrame;
  }

  /**
   * Runs a function in the renderer and returns what it returns. It sees nothing of where it was written: only the
   * tools of pages/page.js, its first argument, and what follows as JSON.
   */
  run(fn, ...args) {
    return runIn(this.webContents, fn, ...args);
  }

  async close() {
    if (this.window.isDestroyed()) return;
    const closed = new Promise((resolve) => this.window.once('closed', resolve));
    this.window.destroy();
    await closed;
  }
}

/** @param target WebContents or WebFrameMain */
function runIn(target, fn, ...args) {
  const list = ['tools', ...args.map((arg) => JSON.stringify(arg))].join(', ');
  return target.executeJavaScript(`(${fn})(${list})`);
}

async function openPage({ file = 'page.html', prepare = () => {}, ...webPreferences } = {}) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      nodeIntegration: true,
      contextIsolation: false,
      sandbox: false,
      backgroundThrottling: false,
      spellcheck: false,
      ...webPreferences,
    },
  });
  const page = new Page(window);
  prepare(page);
  await window.loadFile(join(PAGES, file));
  return page;
}
