'use strict';

const { ipcMain } = require('electron');
const { historyOf } = require('./note-history.js');

function handleNotes({ notes }) {
  ipcMain.handle('notes:list', () => notes.list());
  ipcMain.handle('notes:read', (_event, { id }) => notes.read(id));
  ipcMain.handle('notes:create', (_event, { title }) => notes.create(title));
  ipcMain.handle('notes:history', (_event, { id }) => historyOf(notes.read(id)));

  // Throws synchronously where the title is not acceptable.
  ipcMain.handle('notes:rename', (_event, { id, title }) => notes.rename(id, title));

  // The mistake many apps make once: a function cannot be cloned into the renderer.
  ipcMain.handle('notes:watch', (_event, { id }) => {
    const { revision } = notes.read(id);
    return { id, revision, stop: () => undefined };
  });

  // There is no handler for 'templates:list', on purpose.
}

module.exports = { handleNotes };
