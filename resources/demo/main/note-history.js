'use strict';

const REVISION_COUNT = 182;
const MINUTE_MS = 60_000;
const AUTHORS = [
  { id: 'u-mara', name: 'Mara Lindqvist', device: 'Mara’s laptop' },
  { id: 'u-jonas', name: 'Jonas Okafor', device: 'Field tablet 2' },
  { id: 'u-ines', name: 'Inês Duarte', device: 'Lab desktop' },
];
const SUMMARIES = [
  'Corrected a species name',
  'Added counts of the morning round',
  'Moved the weather remarks to the top',
  'Marked two quadrats as not comparable',
];

/** The revisions of a note: about 64 KB of objects. */
function historyOf(note) {
  const lines = note.body.split('\n').filter((line) => line !== '');
  return Array.from({ length: REVISION_COUNT }, (_, index) => {
    const line = index % lines.length;
    return {
      revision: REVISION_COUNT - index,
      savedAtMs: note.updatedAtMs - index * 17 * MINUTE_MS,
      author: { ...AUTHORS[index % AUTHORS.length] },
      summary: SUMMARIES[index % SUMMARIES.length],
      automatic: index % 3 !== 0,
      changes: [
        { operation: 'remove', line, text: lines[line] },
        { operation: 'insert', line, text: `${lines[line]} (checked)` },
      ],
    };
  });
}

module.exports = { historyOf };
