import { element } from '../shared/dom.js';

const INVOKE_PREFIX = /^Error invoking remote method '[^']+': /u;

/** Requests a person can cause one by one, among them those that fail on purpose. */
export function listTrials(api, editor) {
  const list = document.querySelector('#trial-list');
  const noteId = () => editor.note().id;

  const trials = [
    {
      label: 'Search for “lichen”',
      channel: 'search:query',
      run: () => api.search('lichen'),
      tell: ({ hits, tookMs }) => `${hits.length} notes in ${tookMs} ms`,
    },
    {
      label: 'Rebuild the search index',
      channel: 'search:rebuild-index',
      run: () => api.rebuildIndex(),
      tell: ({ words, tookMs }) => `${words} words; main stood still for ${Math.round(tookMs)} ms`,
    },
    {
      label: 'Load the history',
      channel: 'notes:history',
      run: () => api.readHistory(noteId()),
      tell: (revisions) => `${revisions.length} revisions, about 64 KB of objects`,
    },
    {
      label: 'Load a picture',
      channel: 'attachments:read',
      run: () => api.readAttachment(noteId(), 'contours.bmp'),
      tell: (bytes) => `${Math.round(bytes.byteLength / 1024)} KB of bytes`,
    },
    {
      label: 'Collect diagnostics',
      channel: 'diagnostics:collect',
      run: () => api.collectDiagnostics(noteId()),
      tell: ({ sections }) => `${sections} sections of Map, Set, BigInt and the like`,
    },
    {
      label: 'Complete the welcome (once)',
      channel: 'welcome:complete',
      run: () => api.completeWelcome({ interest: 'lichen', experience: 'beginner' }),
      tell: ({ badge }) => `Earned the badge ${badge}`,
    },
    {
      label: 'Publish: rejects',
      channel: 'publish:note',
      run: () => api.publish(noteId()),
    },
    {
      label: 'Rename to nothing: throws',
      channel: 'notes:rename',
      run: () => api.renameNote(noteId(), ''),
    },
    {
      label: 'New from template: no handler',
      channel: 'templates:list',
      run: () => api.listTemplates(),
    },
    {
      label: 'Watch the note: result not cloneable',
      channel: 'notes:watch',
      run: () => api.watchNote(noteId()),
    },
  ];

  list.replaceChildren(...trials.map((trial) => element('li', {}, trialButton(trial))));
}

function trialButton({ label, channel, run, tell }) {
  const outcome = element('span', { className: 'trial-outcome' });
  const button = element(
    'button',
    { className: 'trial', type: 'button' },
    element('span', { textContent: label }),
    element('span', { className: 'trial-channel', textContent: channel }),
    outcome,
  );

  button.addEventListener('click', async () => {
    outcome.dataset.failed = 'false';
    outcome.textContent = 'Waiting…';
    try {
      outcome.textContent = tell(await run());
    } catch (error) {
      outcome.dataset.failed = 'true';
      outcome.textContent = error.message.replace(INVOKE_PREFIX, '');
    }
  });
  return button;
}
