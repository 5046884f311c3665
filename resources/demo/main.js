'use strict';

const { app } = require('electron');

const { registerUiScheme, serveUi } = require('./main/ui-protocol.js');
const { useTemporaryUserData } = require('./main/user-data.js');
const { createWindows } = require('./main/windows.js');
const { lockDownWebContents } = require('./main/web-contents-policy.js');
const { createNotesStore } = require('./main/notes-store.js');
const { createSettingsStore } = require('./main/settings-store.js');
const { createSyncWorker } = require('./main/sync-worker-host.js');
const { createTraffic } = require('./main/traffic.js');
const { levelFromArguments } = require('./main/traffic-levels.js');
const { createTour } = require('./main/tour.js');
const { handleAccount } = require('./main/handlers-account.js');
const { handleAttachments } = require('./main/handlers-attachments.js');
const { handleDiagnostics } = require('./main/handlers-diagnostics.js');
const { handleEditor } = require('./main/handlers-editor.js');
const { handleNotes } = require('./main/handlers-notes.js');
const { handlePresence } = require('./main/handlers-presence.js');
const { handlePublishing } = require('./main/handlers-publishing.js');
const { handleSearch } = require('./main/handlers-search.js');
const { handleSettings } = require('./main/handlers-settings.js');
const { handleSync } = require('./main/handlers-sync.js');
const { handleTags } = require('./main/handlers-tags.js');
const { handleWindows } = require('./main/handlers-windows.js');

useTemporaryUserData();
registerUiScheme();
lockDownWebContents();

app.on('window-all-closed', () => app.quit());
app.whenReady().then(start);

async function start() {
  serveUi();

  const notes = createNotesStore();
  const settings = createSettingsStore();
  const windows = createWindows();
  const syncWorker = createSyncWorker();

  const account = handleAccount({ settings });
  const tags = handleTags({ notes, windows });
  const presence = handlePresence();
  const livePort = handleSettings({ settings, notes, windows });
  handleAttachments();
  handleDiagnostics({ notes });
  handleEditor({ notes, windows });
  handleNotes({ notes });
  handlePublishing({ notes });
  handleSearch({ notes });
  handleSync({ notes, windows, syncWorker });
  handleWindows({ windows });

  const traffic = await createTraffic({ windows, notes, tags, presence, livePort, syncWorker });
  const tour = createTour({ windows, tags, account, traffic });

  syncWorker.start();
  for (const name of ['notes', 'settings', 'sync']) {
    await windows.open(name);
    // Closed while it was loading: the app is about to quit.
    if (!windows.isAnyOpen()) return;
  }
  await tour.run();
  traffic.setLevel(levelFromArguments(process.argv));
}
