/** Lines of a journal, changed at random: the fast and the full reader say the same, and no line does harm. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHead } from '../../../src/main/journal/lineHead';
import { COLUMN_NAMES } from '../../../src/shared/columns/columns';
import { SessionFold } from '../../../src/shared/columns/sessionFold';
import type { JournalEntry } from '../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault, KNOWN_KEYS, type LineFault } from '../../../src/shared/journal/lineCodec';
import { changedLine } from '../../support/fuzz/changes';
import { FUZZ_ENTRIES } from '../../support/fuzz/entries';
import { fuzzTimeout, runs } from '../../support/fuzz/runs';

const LINES = 60_000;
/** A fold grows; a new one now and then keeps the test quick. */
const LINES_A_FOLD = 3000;

const lines = FUZZ_ENTRIES.map((entry) => encodeLine(entry).trimEnd());

test(
  `lines are read, folded or refused in the same way by both readers (${LINES})`,
  () => {
    let folds = [new SessionFold(), new SessionFold()] as const;
    let folded = 0;
    fc.assert(
      fc.property(changedLine(lines), (text) => {
        const bytes = Buffer.from(text);
        const [head, whole] = [decodeHead(bytes), decodeLine(bytes.toString('utf8'))];
        if (!isFault(whole)) {
          expect(withoutPayload(head)).toEqual(withoutPayload(whole));
          expect(decodeLine(encodeLine(whole).trimEnd())).toEqual(JSON.parse(JSON.stringify(whole)));
        }
        if (isFault(head)) return;
        folds[0].apply(head);
        folds[1].apply(isFault(whole) ? head : whole);
        if (++folded % LINES_A_FOLD !== 0) return;
        expectSameFold(folds[0], folds[1]);
        folds = [new SessionFold(), new SessionFold()];
      }),
      runs(LINES),
    );
    expectSameFold(folds[0], folds[1]);
  },
  fuzzTimeout(180),
);

function withoutPayload(entry: JournalEntry | LineFault): unknown {
  const { args: _, result: __, error: ___, stack: ____, ...rest } = entry as unknown as Record<string, unknown>;
  return JSON.parse(JSON.stringify(isFault(entry) ? entry : known(rest)));
}

/** Keys that mean something; the fast reader does not tell of others. */
function known(entry: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => KNOWN_KEYS.has(key)));
}

function expectSameFold(a: SessionFold, b: SessionFold): void {
  expect(a.table.length).toBe(b.table.length);
  for (const [i, chunk] of a.table.columns.chunks.entries()) {
    for (const name of COLUMN_NAMES) expect(chunk[name]).toEqual(b.table.columns.chunks[i]?.[name]);
  }
  const state = JSON.stringify(a.saveState());
  expect(state).toBe(JSON.stringify(b.saveState()));
  const copy = new SessionFold();
  copy.restore(JSON.parse(state), a.table.columns);
  expect(copy.facts).toEqual(JSON.parse(JSON.stringify(a.facts)));
}
