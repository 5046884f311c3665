'use strict';

const { ipcMain } = require('electron');
const { setTimeout: delay } = require('node:timers/promises');
const { drawPicture } = require('./pictures.js');

const THUMBNAIL_PX = 32;
const PICTURE_PX = 128;

// The first asked for takes longest: overlapping requests are answered out of order.
const DECODE_MS = { 'contours.bmp': 220, 'rock-pool.bmp': 140, 'moth-wing.bmp': 60 };

function handleAttachments() {
  ipcMain.handle('attachments:thumbnail', async (_event, { noteId, name }) => {
    await delay(DECODE_MS[name]);
    return { noteId, name, sizePx: THUMBNAIL_PX, bytes: drawPicture(name, THUMBNAIL_PX) };
  });

  ipcMain.handle('attachments:read', (_event, { name }) => drawPicture(name, PICTURE_PX));
}

module.exports = { handleAttachments };
