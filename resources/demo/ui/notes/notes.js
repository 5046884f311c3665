import { segmentedControl } from '../shared/dom.js';
import { performSteps } from '../shared/tour-steps.js';
import { createAmbient } from './ambient.js';
import { createEditor } from './editor.js';
import { createNoteList } from './note-list.js';
import { joinPresence } from './presence.js';
import { createPreview } from './preview-pane.js';
import { showSyncState } from './sync-indicator.js';
import { tourSteps } from './tour.js';
import { listTrials } from './trials.js';

const api = window.fieldnotes;

const preview = createPreview();
const editor = createEditor({ api, preview, onChanged: () => noteList.load() });
const noteList = createNoteList({ api, onOpen: editor.open });

document.querySelector('#open-settings').addEventListener('click', () => api.openWindow('settings'));
document.querySelector('#open-sync').addEventListener('click', () => api.openWindow('sync'));
document.querySelector('#replay-tour').addEventListener('click', () => api.replayTour());
document.querySelector('#new-note').addEventListener('click', createNote);

showSyncState(api);
listTrials(api, editor);

const showTraffic = segmentedControl(document.querySelector('#traffic'), api.setTraffic);
showTraffic('off');

await noteList.load();
await editor.open(noteList.firstId());
const presence = await joinPresence(api);

const ambient = createAmbient({ api, editor, preview, presence });
api.onTraffic(({ level, messagesPerSecond }) => {
  showTraffic(level);
  ambient.setRate(messagesPerSecond);
});
api.onTourAct(async () => {
  await performSteps(tourSteps({ api, editor }));
  api.finishTourAct();
});
api.ready();

async function createNote() {
  const { id } = await api.createNote('Untitled note');
  await noteList.load();
  await editor.open(id);
  noteList.markCurrent(id);
}
