'use strict';

const { ipcMain } = require('electron');

/** The tag cloud is a sub-frame: its handlers live on the frame, out of reach of every other frame. */
function handleTags({ notes, windows }) {
  const attached = new WeakSet();

  ipcMain.on('tags:attach', ({ senderFrame }) => {
    if (!senderFrame || attached.has(senderFrame)) return;
    attached.add(senderFrame);

    senderFrame.ipc.handle('tags:list', () => tagsOf(notes));
    senderFrame.ipc.on('tags:hover', (event, { tag }) => {
      const titles = notes
        .list()
        .filter((note) => note.tags.includes(tag))
        .map(({ title }) => title);
      event.senderFrame?.send('tags:hint', { tag, noteCount: titles.length, newest: titles[0] });
    });
    senderFrame.ipc.on('tags:pick', (_event, { tag }) => {
      windows.webContents('notes')?.send('notes:filter', { tag });
    });
  });

  return {
    pushCounts() {
      const frame = windows.frame('tag-cloud');
      if (!frame) return;
      const address = [frame.processId, frame.routingId];
      windows.webContents('notes').sendToFrame(address, 'tags:counts', tagsOf(notes));
    },
  };
}

function tagsOf(notes) {
  return [...notes.tagCounts()].map(([tag, noteCount]) => ({ tag, noteCount }));
}

module.exports = { handleTags };
