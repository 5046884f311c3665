/** Lines and files of the format `jsonl`, changed at random: the importer takes what is a message, and tells of the rest. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/main/base/userError';
import { OpenedSession } from '../../../src/main/recordings/openedSession';
import { FlatEntries } from '../../../src/shared/export/flatEntries';
import { decodeLine, encodeLine, isFault } from '../../../src/shared/journal/lineCodec';
import { exportText } from '../../support/exporting';
import { changedBytes, changedLine } from '../../support/fuzz/changes';
import { FUZZ_ENTRIES } from '../../support/fuzz/entries';
import { fuzzTimeout, runs } from '../../support/fuzz/runs';
import { temporaryFolder } from '../../support/temporaryFolder';

const LINES = 20_000;
const FILES = 500;
const LINES_A_FILE = 200;

test(
  `lines become entries or are refused (${LINES})`,
  async () => {
    const lines = (await exportText(FUZZ_ENTRIES, 'jsonl')).trimEnd().split('\n');
    let flat = new FlatEntries();
    let taken = 0;
    fc.assert(
      fc.property(changedLine(lines), (line) => {
        if (++taken % LINES_A_FILE === 0) flat = new FlatEntries();
        const entries = flat.entriesOf(line);
        if ('fault' in entries) return;
        expect(entries.filter(({ type }) => type === 'message')).toHaveLength(1);
        for (const entry of entries) expect(isFault(decodeLine(encodeLine(entry).trimEnd()))).toBe(false);
      }),
      runs(LINES),
    );
  },
  fuzzTimeout(180),
);

test(
  `files are opened with every line that is whole, or refused (${FILES})`,
  async () => {
    const path = join(temporaryFolder(), 'f.jsonl');
    const text = await exportText(FUZZ_ENTRIES, 'jsonl');
    const whole = new Set(text.trimEnd().split('\n'));
    await fc.assert(
      fc.asyncProperty(changedBytes(Buffer.from(text)), async (changed) => {
        writeFileSync(path, changed);
        const session = await OpenedSession.open(path).catch((error: unknown) => error);
        if (session instanceof UserError) return;
        if (!(session instanceof OpenedSession)) throw session;
        const untouched = changed
          .toString('utf8')
          .split('\n')
          .filter((line) => whole.has(line)).length;
        expect(session.fold.table.length).toBeGreaterThanOrEqual(untouched);
        await session.close();
      }),
      runs(FILES),
    );
  },
  fuzzTimeout(180),
);
