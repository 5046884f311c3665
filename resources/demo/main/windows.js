'use strict';

const { BrowserWindow, ipcMain, screen } = require('electron');
const path = require('node:path');
const { APP_ORIGIN, APP_PARTITION } = require('./ui-protocol.js');

const PRELOAD_FOLDER = path.join(__dirname, '..', 'preload');
const GAP = 12;

/** Set by Electroscope: the area beside its window, as JSON; `null` if there is none. */
const { FIELDNOTES_AREA } = process.env;
const IS_WATCHED = FIELDNOTES_AREA !== undefined;
const AREA = JSON.parse(FIELDNOTES_AREA ?? 'null');

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
      const shown = new Promise((resolve) => {
        window.once('show', resolve);
        window.once('closed', resolve);
      });
      window.loadURL(`${APP_ORIGIN}/${name}/index.html`);
      await Promise.all([ready, shown]);
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
    ...(AREA === null ? placeOf(name, screen.getPrimaryDisplay().workArea) : placeIn(name, AREA)),
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
  // Electroscope keeps the focus while it shows the demo.
  window.once('ready-to-show', () => (IS_WATCHED ? window.showInactive() : window.show()));
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

/** Notes at the top of the area, the two small windows side by side below it. */
function placeIn(name, area) {
  const { notes, settings } = WINDOWS;
  const { x } = area;
  const height = Math.min(notes.height, area.height - GAP - settings.minHeight);
  if (name === 'notes') return { x, y: area.y, width: Math.min(notes.width, area.width), height };
  const y = area.y + height + GAP;
  const smallHeight = Math.min(WINDOWS[name].height, area.y + area.height - y);
  return { x: name === 'settings' ? x : x + settings.width + GAP, y, height: smallHeight };
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
