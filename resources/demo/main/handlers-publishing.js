'use strict';

const { ipcMain } = require('electron');
const { publish } = require('./publisher.js');

function handlePublishing({ notes }) {
  ipcMain.handle('publish:note', (_event, { id }) => publish(notes.read(id)));
}

module.exports = { handlePublishing };
