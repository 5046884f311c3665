'use strict';

const { ipcMain } = require('electron');

const VERSIONS_OF = ['electron', 'chrome', 'node', 'v8'];

/** Answers rich types with rich types: everything structured clone carries and JSON does not. */
function handleDiagnostics({ notes }) {
  ipcMain.handle('diagnostics:collect', (_event, report) => {
    const newest = notes.list()[0];
    const index = { newest, entries: new Map([[newest.id, newest]]) };
    index.self = index;
    return {
      receivedAt: new Date(),
      delayMs: Date.now() - report.collectedAt.getTime(),
      heapBytes: BigInt(process.memoryUsage().heapUsed),
      tagCounts: notes.tagCounts(),
      versions: new Map(VERSIONS_OF.map((name) => [name, process.versions[name]])),
      sections: new Set(Object.keys(report)),
      loadAverages: Float64Array.of(0.42, 0.38, Number.NaN),
      crash: undefined,
      index,
    };
  });
}

module.exports = { handleDiagnostics };
