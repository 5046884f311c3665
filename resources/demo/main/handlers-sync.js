'use strict';

const { ipcMain } = require('electron');

function handleSync({ notes, windows, syncWorker }) {
  let runCount = 0;

  // The port of the Sync window is passed on: from then on it talks to the utility process directly.
  ipcMain.on('sync:connect', (event, { viewer }) => {
    syncWorker.attachViewer(viewer, event.ports[0]);
  });

  ipcMain.on('sync:start', (_event, { requestedBy }) => {
    runCount += 1;
    pushStatus({ state: 'running', requestedBy });
    syncWorker.sync({
      runId: `run-${runCount}`,
      server: 'https://sync.fieldnotes.test/v2',
      headers: { authorization: 'Bearer fake-sync-token-0000', accept: 'application/json' },
      changes: notes.list().map(({ id, revision, excerpt }) => ({ id, revision, excerpt })),
    });
  });

  ipcMain.handle('sync:restart-worker', async (_event, { reason }) => {
    const restarted = await syncWorker.restart(reason);
    windows.webContents('sync')?.send('sync:reconnect', { pid: restarted.pid });
    return restarted;
  });

  syncWorker.events.on('progress', (progress) => {
    windows.webContents('notes')?.send('sync:progress', progress);
  });
  syncWorker.events.on('sync-finished', ({ summary }) => pushStatus({ state: 'idle', ...summary }));

  function pushStatus(status) {
    windows.webContents('notes')?.send('sync:status', { atMs: Date.now(), ...status });
  }
}

module.exports = { handleSync };
