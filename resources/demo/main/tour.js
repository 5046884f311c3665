'use strict';

const { ipcMain } = require('electron');

const ACT_DEADLINE_MS = 6000;

/** Shows every kind of IPC once, in a fixed order: one act for each document, then one for main. */
function createTour({ windows, tags, account, traffic }) {
  let running = false;

  async function run() {
    running = true;
    account.offerWelcome();
    await act('notes');
    await act('tag-cloud');
    traffic.pushBadge();
    tags.pushCounts();
    await act('settings');
    await act('sync');
    running = false;
    console.log('[fieldnotes] tour complete');
  }

  async function act(document) {
    const frame = windows.frame(document);
    if (!frame) return;
    const done = actDone(document);
    frame.send('tour:act', { act: document });
    await done;
  }

  ipcMain.on('tour:replay', async () => {
    if (running) return;
    const level = traffic.level();
    traffic.setLevel('off');
    await run();
    traffic.setLevel(level);
  });

  return { run };
}

/** The deadline is for a window that is closed in the middle of its act. */
function actDone(document) {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      ipcMain.off('tour:act-done', onDone);
      resolve();
    };
    const onDone = (_event, { act }) => {
      if (act === document) settle();
    };
    const timer = setTimeout(settle, ACT_DEADLINE_MS);
    ipcMain.on('tour:act-done', onDone);
  });
}

module.exports = { createTour };
