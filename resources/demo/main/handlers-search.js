'use strict';

const { ipcMain } = require('electron');
const { setTimeout: delay } = require('node:timers/promises');

const MIN_DELAY_MS = 80;
const DELAY_RANGE_MS = 320;
const REBUILD_MS = 120;

function handleSearch({ notes }) {
  ipcMain.handle('search:query', async (_event, { text, limit }) => {
    const tookMs = delayOf(text);
    await delay(tookMs);
    return { text, tookMs, hits: search(notes.all(), text).slice(0, limit) };
  });

  // Blocks the main process, as an index kept in the wrong process does.
  ipcMain.handle('search:rebuild-index', () => rebuildIndex(notes.all()));
}

/** Always the same for the same text, so that a run can be compared with another. */
function delayOf(text) {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)) % 9973;
  return MIN_DELAY_MS + (hash % DELAY_RANGE_MS);
}

function search(notes, text) {
  const wanted = text.toLowerCase();
  return notes
    .map((note) => ({ note, score: scoreOf(note, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ note, score }) => ({ id: note.id, title: note.title, score }));
}

function scoreOf({ title, tags, body }, wanted) {
  const inTitle = title.toLowerCase().includes(wanted) ? 3 : 0;
  const inTags = tags.some((tag) => tag.includes(wanted)) ? 2 : 0;
  const inBody = body.toLowerCase().includes(wanted) ? 1 : 0;
  return inTitle + inTags + inBody;
}

function rebuildIndex(notes) {
  const startedAtMs = performance.now();
  const index = new Map();
  while (performance.now() - startedAtMs < REBUILD_MS) {
    for (const { id, body } of notes) {
      for (const word of body.toLowerCase().match(/\p{L}+/gu) ?? []) {
        if (!index.has(word)) index.set(word, new Set());
        index.get(word).add(id);
      }
    }
  }
  return { notes: notes.length, words: index.size, tookMs: performance.now() - startedAtMs };
}

module.exports = { handleSearch };
