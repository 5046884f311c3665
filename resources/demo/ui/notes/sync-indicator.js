import { latestPerFrame, timeOf } from '../shared/dom.js';

export function showSyncState(api) {
  const text = document.querySelector('#sync-text');
  const ring = document.querySelector('#sync-ring');
  const badge = document.querySelector('#sync-badge');

  api.onSyncStatus(({ state, atMs }) => {
    text.textContent = state === 'running' ? 'Syncing…' : `Synced ${timeOf(atMs)}`;
  });

  api.onSyncProgress(
    latestPerFrame(({ done, total }) => {
      ring.style.strokeDashoffset = String(100 - (done / total) * 100);
    }),
  );

  api.onBadge(
    latestPerFrame(({ unread, conflicts }) => {
      const count = unread + conflicts;
      badge.hidden = count === 0;
      badge.textContent = String(count);
      badge.title = `${unread} unread, ${conflicts} in conflict`;
    }),
  );
}
