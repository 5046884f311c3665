'use strict';

const { ipcMain } = require('electron');
const { isLevel, rateOf } = require('./traffic-levels.js');

const DOCUMENTS = ['notes', 'tag-cloud', 'settings', 'sync'];

/** The ambient traffic: every participant has its own pulse, the level is set here for all of them. */
async function createTraffic({ windows, notes, tags, presence, livePort, syncWorker }) {
  const { Pulse } = await import('../ui/shared/pulse.mjs');
  let level = 'off';
  let pushCount = 0;

  const pulse = new Pulse([
    { messageCount: 1, play: pushBadge },
    { messageCount: 1, play: () => presence.pushMove() },
    { messageCount: 1, play: () => tags.pushCounts() },
    { messageCount: 1, play: () => livePort.pushStorage() },
  ]);

  ipcMain.handle('traffic:set', (_event, request) => {
    if (!isLevel(request.level)) throw new RangeError(`There is no traffic level ${request.level}`);
    return setLevel(request.level);
  });

  // A document that opens or reloads later joins at the current level.
  ipcMain.on('document:ready', (_event, { document }) => {
    if (level !== 'off' && DOCUMENTS.includes(document)) announce(document);
  });

  function setLevel(newLevel) {
    level = newLevel;
    pulse.setRate(rateOf(level, 'main'));
    syncWorker.setRate(rateOf(level, 'worker'));
    for (const document of DOCUMENTS) announce(document);
    return { level };
  }

  function announce(document) {
    windows.frame(document)?.send('traffic:changed', {
      level,
      messagesPerSecond: rateOf(level, document),
    });
  }

  function pushBadge() {
    pushCount += 1;
    windows.webContents('notes')?.send('badge:update', {
      unread: pushCount % 5,
      conflicts: pushCount % 13 === 0 ? 1 : 0,
      newestNoteId: notes.list()[0].id,
    });
  }

  return { setLevel, pushBadge, level: () => level };
}

module.exports = { createTraffic };
