import { element, latestPerFrame, timeOf } from '../shared/dom.js';

const MAX_ENTRIES = 300;
const NEAR_END_PX = 40;

/** The newest entries of the worker, and how many there have been. */
export function createLog() {
  const list = document.querySelector('#log');
  const totals = document.querySelector('#totals');
  let waiting = [];
  let warningCount = 0;
  let entryCount = 0;
  let newestEntry = 0;

  const show = latestPerFrame(() => {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    list.append(...waiting.map(line));
    waiting = [];
    while (list.childElementCount > MAX_ENTRIES) list.firstElementChild.remove();
    if (atEnd) list.scrollTop = list.scrollHeight;
    const warnings = warningCount === 1 ? '1 warning' : `${warningCount} warnings`;
    totals.textContent = `${entryCount} entries · ${warnings}`;
  });

  return {
    newestEntry: () => newestEntry,
    add(entry) {
      entryCount += 1;
      newestEntry = entry.entry;
      if (entry.level === 'warning') warningCount += 1;
      waiting = [...waiting.slice(-MAX_ENTRIES), entry];
      show();
    },
  };
}

function line({ atMs, level, text }) {
  const item = element(
    'li',
    {},
    element('time', { textContent: timeOf(atMs) }),
    element('span', { textContent: text }),
  );
  item.dataset.level = level;
  return item;
}
