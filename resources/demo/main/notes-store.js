'use strict';

const { sampleNotes } = require('./sample-notes.js');

const MAX_TITLE_LENGTH = 120;
const EXCERPT_LENGTH = 90;

/** The notes, in memory. A run starts from the sample notes and keeps nothing. */
function createNotesStore() {
  const notes = new Map(sampleNotes(Date.now()).map((note) => [note.id, note]));
  let createdCount = 0;

  function find(id) {
    const note = notes.get(id);
    if (!note) throw new Error(`There is no note ${id}`);
    return note;
  }

  function touch(note) {
    note.revision += 1;
    note.updatedAtMs = Date.now();
  }

  return {
    list: () => [...notes.values()].sort(byNewest).map(summaryOf),
    all: () => [...notes.values()],
    read: (id) => ({ ...find(id), ...statisticsOf(find(id).body) }),

    create(title) {
      createdCount += 1;
      const id = `n-new${createdCount}`;
      const note = {
        id,
        title,
        tags: [],
        attachments: [],
        body: '',
        revision: 1,
        updatedAtMs: Date.now(),
      };
      notes.set(id, note);
      return summaryOf(note);
    },

    save(id, body) {
      const note = find(id);
      note.body = body;
      touch(note);
      return note;
    },

    rename(id, title) {
      if (title.trim() === '') throw new TypeError('A note needs a title');
      if (title.length > MAX_TITLE_LENGTH) {
        throw new RangeError(`A title has at most ${MAX_TITLE_LENGTH} characters`);
      }
      const note = find(id);
      note.title = title;
      touch(note);
      return summaryOf(note);
    },

    tagCounts() {
      const counts = new Map();
      for (const { tags } of notes.values()) {
        for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function byNewest(a, b) {
  return b.updatedAtMs - a.updatedAtMs;
}

function summaryOf({ id, title, tags, body, revision, updatedAtMs }) {
  return { id, title, tags, excerpt: excerptOf(body), revision, updatedAtMs };
}

function excerptOf(body) {
  const withoutHeadings = body.replace(/^#.*$/gmu, '');
  const withoutMarks = withoutHeadings.replace(/^(?:- |\d+\. |> )?(?:\[[ x]\] )?|[*`]/gmu, '');
  return withoutMarks.replace(/\s+/gu, ' ').trim().slice(0, EXCERPT_LENGTH);
}

function statisticsOf(body) {
  const words = body.match(/[\p{L}\p{N}]+/gu) ?? [];
  return { wordCount: words.length, lineCount: body.split('\n').length };
}

module.exports = { createNotesStore, statisticsOf };
