// The windows of the app: every way in which Electron shows a document.

const { join } = require('node:path');
const { BaseWindow, BrowserWindow, WebContentsView } = require('electron');

const PAGES = join(__dirname, 'pages');
const PRELOAD = join(__dirname, 'preload.js');

const COMMON = { preload: PRELOAD, backgroundThrottling: false, spellcheck: false };
const BARE = { nodeIntegration: true, contextIsolation: false, sandbox: false };

/** Each opens one, and returns its WebContents and what closes it. */
const OPENERS = {
  sandboxed: () => openWindow('page.html', {}),
  bare: () => openWindow('page.html', BARE),
  partition: () => openWindow('page.html', { partition: 'traffic', sandbox: false }),
  frames: () => openWindow('frames.html', { nodeIntegrationInSubFrames: true, sandbox: false }),
  sandboxedFrames: () => openWindow('frames.html', { nodeIntegrationInSubFrames: true }),
  embedder: openEmbedder,
  view: openView,
};

function openWindow(page, webPreferences) {
  const window = new BrowserWindow({ show: false, webPreferences: { ...COMMON, ...webPreferences } });
  const { webContents } = window;
  webContents.on('will-attach-webview', (_event, guestPreferences) => {
    guestPreferences.preload = PRELOAD;
  });
  load(webContents, page);
  return { webContents, page, destroy: () => window.destroy(), close: () => window.close() };
}

/**
 * A window with a guest. While that was being attached, Electron 33 once did not survive the end of its embedder (a null
 * dereference below `attachToIframe`), so nothing may happen to it then. Rare, and nothing points to the agent: without this
 * guard it did not happen again, neither without the agent (500 embedders ended at any moment of the attaching, in a small
 * app; four runs of this one) nor with it (four runs).
 */
function openEmbedder() {
  const view = { ...openWindow('embedder.html', { webviewTag: true, sandbox: false }), isAttaching: true };
  view.webContents.on('did-attach-webview', () => {
    view.isAttaching = false;
  });
  return view;
}

/** A view in a window that has no document of its own. */
function openView() {
  const window = new BaseWindow({ show: false });
  const view = new WebContentsView({ webPreferences: COMMON });
  window.contentView.addChildView(view);
  const { webContents } = view;
  load(webContents, 'page.html');
  // Closing the window leaves the view's document running.
  const close = () => {
    webContents.close();
    window.destroy();
  };
  return { webContents, page: 'page.html', destroy: close, close };
}

/** A load that another one, or the end of the window, cuts short is what the traffic is about. */
function load(webContents, page, options) {
  webContents.loadFile(join(PAGES, page), options).catch(() => {});
}

module.exports = { load, OPENERS };
