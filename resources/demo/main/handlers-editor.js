'use strict';

const { ipcMain } = require('electron');
const { statisticsOf } = require('./notes-store.js');

const KNOWN_WORDS = new Set(['lichen', 'transect', 'quadrat', 'wall', 'meadow', 'heron', 'survey']);
const ALMOST_LENGTH = 4;
const USAGE_LOG_LENGTH = 200;

function handleEditor({ notes, windows }) {
  ipcMain.on('editor:autosave', (event, { id, body, reason }) => {
    const { revision, updatedAtMs } = notes.save(id, body);
    event.reply('editor:saved', { id, revision, updatedAtMs, reason, bodyLength: body.length });
  });

  windows.onCreated('notes', (contents) => {
    let caret = { line: 1, column: 1 };
    contents.ipc.on('editor:caret', (_event, position) => {
      caret = position;
    });
    contents.ipc.handle('editor:statistics', (_event, { body }) => ({
      ...statisticsOf(body),
      caret,
    }));
    contents.ipc.on('spelling:check', (event, { word }) => {
      event.returnValue = checkSpelling(word);
    });
    logUsage(contents);
  });
}

function checkSpelling(word) {
  const lower = word.toLowerCase();
  const isAlmost = (known) => known.startsWith(lower.slice(0, ALMOST_LENGTH));
  const suggestions = KNOWN_WORDS.has(lower) ? [] : [...KNOWN_WORDS].filter(isAlmost);
  return { word, correct: suggestions.length === 0, suggestions };
}

/** Listens to the public event of the WebContents instead of to a channel. */
function logUsage(contents) {
  const log = [];
  contents.on('ipc-message', (_event, channel, entry) => {
    if (channel !== 'usage:feature') return;
    log.push(entry);
    if (log.length > USAGE_LOG_LENGTH) log.shift();
  });
}

module.exports = { handleEditor };
