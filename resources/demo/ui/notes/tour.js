import { within } from '../shared/tour-steps.js';

// Newer Electron never answers a request whose result cannot be cloned.
const UNCLONEABLE_DEADLINE_MS = 300;

/** The act of the Notes window. Its start-up has already shown send, sendSync, a port and the guest. */
export function tourSteps({ api, editor }) {
  const { id, body } = editor.note();
  return [
    () => api.moveCaret({ line: 5, column: 18, selectedLength: 0 }),
    () => editor.save('tour'),
    () => api.recordUsage('preview', { openedFrom: 'toolbar', atMs: Date.now() }),
    () => api.checkSpelling('quadratt'),
    () => api.readStatistics(body),
    () => api.search('quadrat'),
    () => editor.loadPicture(id, 'contours.bmp'),
    () => api.readHistory(id),
    () => api.collectDiagnostics(id),
    () => api.completeWelcome({ interest: 'lichen', experience: 'beginner' }),
    () => api.rebuildIndex(),
    () => api.publish(id),
    () => api.renameNote(id, ''),
    () => api.listTemplates(),
    () => within(UNCLONEABLE_DEADLINE_MS, api.watchNote(id)),
  ];
}
