const { join } = require('node:path');
const { BrowserWindow } = require('electron');

const pageFile = join(__dirname, 'pages', 'page.html');
const webPreferences = { nodeIntegration: true, contextIsolation: false, sandbox: false, backgroundThrottling: false };

module.exports = { nextEvent, openWindow, pageFile, runIn, webPreferences };

/** A hidden window with pages/page.html under this title. */
async function openWindow(title, options = {}) {
  const window = new BrowserWindow({
    show: false,
    ...options,
    webPreferences: { ...webPreferences, ...options.webPreferences },
  });
  await window.loadFile(pageFile, { query: { title } });
  return window;
}

/** Runs a function in a WebContents or a frame. */
function runIn(target, fn, ...args) {
  return target.executeJavaScript(`(${fn})(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
}

/** Resolves with the arguments of the next such event. */
function nextEvent(emitter, name) {
  return new Promise((resolve) => emitter.once(name, (...args) => resolve(args)));
}
