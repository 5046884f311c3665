'use strict';

const { contextBridge, ipcRenderer } = require('electron');

// Sub-frames get the preload of their window, and a sandboxed preload cannot load another file.
if (window === window.top) {
  contextBridge.exposeInMainWorld('fieldnotes', notesApi());
} else {
  contextBridge.exposeInMainWorld('tagCloud', tagCloudApi());
}

function notesApi() {
  return {
    settings: ipcRenderer.sendSync('settings:snapshot'),
    onSettings: subscription('settings:changed'),
    ready: () => ipcRenderer.send('document:ready', readinessOf('notes')),

    listNotes: () => ipcRenderer.invoke('notes:list'),
    readNote: (id) => ipcRenderer.invoke('notes:read', { id }),
    createNote: (title) => ipcRenderer.invoke('notes:create', { title }),
    renameNote: (id, title) => ipcRenderer.invoke('notes:rename', { id, title }),
    readHistory: (id) => ipcRenderer.invoke('notes:history', { id }),
    watchNote: (id) => ipcRenderer.invoke('notes:watch', { id }),
    onFilter: subscription('notes:filter'),

    autosave: (id, body, reason) => ipcRenderer.send('editor:autosave', { id, body, reason }),
    onSaved: subscription('editor:saved'),
    moveCaret: (position) => ipcRenderer.send('editor:caret', position),
    readStatistics: (body) => ipcRenderer.invoke('editor:statistics', { body }),
    checkSpelling: (word) => ipcRenderer.sendSync('spelling:check', { word, language: 'en-GB' }),
    recordUsage: (feature, detail) => ipcRenderer.send('usage:feature', { feature, ...detail }),

    search: (text) => ipcRenderer.invoke('search:query', { text, limit: 20 }),
    rebuildIndex: () => ipcRenderer.invoke('search:rebuild-index'),
    readThumbnail: (noteId, name) => ipcRenderer.invoke('attachments:thumbnail', { noteId, name }),
    readAttachment: (noteId, name) => ipcRenderer.invoke('attachments:read', { noteId, name }),
    publish: (id) => ipcRenderer.invoke('publish:note', { id, visibility: 'team' }),
    listTemplates: () => ipcRenderer.invoke('templates:list', { locale: 'en-GB' }),
    completeWelcome: (answers) => ipcRenderer.invoke('welcome:complete', { answers }),
    collectDiagnostics,

    joinPresence,
    onBadge: subscription('badge:update'),
    onSyncStatus: subscription('sync:status'),
    onSyncProgress: subscription('sync:progress'),
    openWindow: (name) => ipcRenderer.send('window:open', { name }),

    setTraffic: (level) => ipcRenderer.invoke('traffic:set', { level }),
    ...trafficAndTour('notes'),
    replayTour: () => ipcRenderer.send('tour:replay'),
  };
}

function tagCloudApi() {
  return {
    attach: () => ipcRenderer.send('tags:attach', { path: window.location.pathname }),
    ready: () => ipcRenderer.send('document:ready', readinessOf('tag-cloud')),
    listTags: () => ipcRenderer.invoke('tags:list'),
    hover: (tag) => ipcRenderer.send('tags:hover', { tag }),
    pick: (tag) => ipcRenderer.send('tags:pick', { tag }),
    onHint: subscription('tags:hint'),
    onCounts: subscription('tags:counts'),
    ...trafficAndTour('tag-cloud'),
  };
}

function trafficAndTour(document) {
  return {
    onTraffic: subscription('traffic:changed'),
    onTourAct: subscription('tour:act'),
    finishTourAct: () => ipcRenderer.send('tour:act-done', { act: document }),
  };
}

function subscription(channel) {
  return (listener) => {
    ipcRenderer.on(channel, (_event, message) => listener(message));
  };
}

function readinessOf(document) {
  return { document, afterMs: Math.round(performance.now()) };
}

function joinPresence(client, onMessage) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onMessage(data);
  ipcRenderer.postMessage('presence:join', { client }, [port2]);
  return { post: (message) => port1.postMessage(message) };
}

/** Composed here because the context bridge would flatten most of these types. */
async function collectDiagnostics(noteId) {
  const answer = await ipcRenderer.invoke('diagnostics:collect', diagnosticsOf(noteId));
  return { sections: answer.sections.size, delayMs: answer.delayMs };
}

function diagnosticsOf(noteId) {
  const openNote = { id: noteId, pane: 'editor' };
  const layout = { panes: [openNote, { pane: 'preview' }] };
  layout.root = layout;

  const recentSavesMs = [4.1, 3.8, 5.2];
  delete recentSavesMs[1];

  return {
    collectedAt: new Date(),
    uptimeNs: BigInt(Math.round(performance.now())) * 1_000_000n,
    shortcuts: new Map([
      ['Ctrl+N', 'new-note'],
      ['Ctrl+F', 'search'],
    ]),
    featuresUsed: new Set(['search', 'preview', 'presence']),
    frameTimesMs: Float32Array.of(16.6, 16.8, 33.4, 16.7),
    fingerprint: Uint8Array.of(0xde, 0xad, 0xbe, 0xef),
    lastError: new RangeError('Caret outside of the document', {
      cause: new TypeError('line 41 of 23'),
    }),
    pendingUpload: undefined,
    averageLatencyMs: Number.NaN,
    zoomLimit: Number.POSITIVE_INFINITY,
    ignoredFiles: /\.(?:tmp|bak)$/iu,
    openNote,
    layout,
    recentSavesMs,
  };
}
