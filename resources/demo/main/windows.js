'use strict';

const { BrowserWindow, ipcMain, screen } = require('electron');
const path = require('node:path');
const { APP_ORIGIN, APP_PARTITION } = require('./ui-protocol.js');

const PRELOAD_FOLDER = path.join(__dirname, '..', 'preload');
const GAP = 12;

/** `documents` are what must report `document:ready` before the window counts as open. */
const WINDOWS = {
  notes: {
    title: 'Fieldnotes',
    width: 1160,
    height: 760,
    minWidth: 980,
    minHeight: 560,
    documents: ['notes', 'tag-cloud', 'preview'],
    // The tag cloud is a sub-frame with a preload of its own, the preview a <webview> guest.
    webPreferences: { nodeIntegrationInSubFrames: true, webviewTag: true },
  },
  settings: {
    title: 'Settings',
    width: 400,
    height: 500,
    minWidth: 360,
    minHeight: 400,
    documents: ['settings'],
  },
  sync: {
    title: 'Sync',
    width: 400,
    height: 400,
    minWidth: 360,
    minHeight: 280,
    documents: ['sync'],
  },
};

function createWindows() {
  const open = new Map();
  const creationListeners = [];
  const readyDocuments = createReadyDocuments();

  return {
    /** Calls back for every window of that name, before its document loads. */
    onCreated(name, listener) {
      creationListeners.push({ name, listener });
    },

    /** Opens the window, or brings it to the front; resolves when its documents are ready, or it is closed. */
    async open(name) {
      if (open.has(name)) {
        open.get(name).focus();
        return;
      }
      const window = createWindow(name);
      open.set(name, window);
      window.once('closed', () => open.delete(name));
      for (const created of creationListeners) {
        if (created.name === name) created.listener(window.webContents);
      }
      const ready = readyDocuments.when(WINDOWS[name].documents, window);
      window.loadURL(`${APP_ORIGIN}/${name}/index.html`);
      await ready;
    },

    isAnyOpen: () => open.size > 0,

    webContents(name) {
      return open.get(name)?.webContents;
    },

    /** The frame of a document of ours, or undefined once it is gone. */
    frame(documentName) {
      if (documentName !== 'tag-cloud') return open.get(documentName)?.webContents.mainFrame;
      const frames = open.get('notes')?.webContents.mainFrame.framesInSubtree ?? [];
      return frames.find((frame) => frame.url.startsWith(`${APP_ORIGIN}/tag-cloud/`));
    },
  };
}

function createWindow(name) {
  const { title, width, height, minWidth, minHeight, webPreferences } = WINDOWS[name];
  const window = new BrowserWindow({
    title,
    width,
    height,
    minWidth,
    minHeight,
    ...placeOf(name, screen.getPrimaryDisplay().workArea),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(PRELOAD_FOLDER, `${name}.js`),
      partition: APP_PARTITION,
      // The built-in checker would fetch its dictionaries from a server.
      spellcheck: false,
      // The ambient traffic keeps its rate while another window covers this one.
      backgroundThrottling: false,
      ...webPreferences,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Notes at the left, the two small windows in a column at its right, if the display has room. */
function placeOf(name, workArea) {
  const { notes, settings, sync } = WINDOWS;
  const left = workArea.x + Math.round((workArea.width - notes.width - GAP - settings.width) / 2);
  const top = workArea.y + Math.round((workArea.height - settings.height - GAP - sync.height) / 2);
  if (left < workArea.x || top < workArea.y) return {};

  const right = left + notes.width + GAP;
  if (name === 'notes') return { x: left, y: top };
  return { x: right, y: name === 'settings' ? top : top + settings.height + GAP };
}

function createReadyDocuments() {
  const waiting = new Set();

  ipcMain.on('document:ready', (_event, { document }) => {
    for (const wait of waiting) wait.ready(document);
  });

  return {
    when(documents, window) {
      return new Promise((resolve) => {
        const missing = new Set(documents);
        const settle = () => {
          waiting.delete(wait);
          resolve();
        };
        const wait = {
          ready(document) {
            missing.delete(document);
            if (missing.size === 0) settle();
          },
        };
        waiting.add(wait);
        window.once('closed', settle);
      });
    },
  };
}

module.exports = { createWindows };
