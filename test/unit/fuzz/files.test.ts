/** Capture files, changed at random: every reader and every writer copes, and all of them agree. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/main/base/userError';
import { JournalFile } from '../../../src/main/journal/journalFile';
import { mergeCaptures } from '../../../src/main/recordings/mergeCaptures';
import { OpenedSession } from '../../../src/main/recordings/openedSession';
import { saveCapture } from '../../../src/main/recordings/saveCapture';
import { COLUMN_NAMES, RowFlag } from '../../../src/shared/columns/columns';
import { SessionFold } from '../../../src/shared/columns/sessionFold';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/shared/export/formats';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { DEFAULT_RULES } from '../../../src/shared/redaction/defaultRules';
import { HEADER, writeRandomCapture } from '../../support/captureFiles';
import { exportFile } from '../../support/exporting';
import { changedBytes } from '../../support/fuzz/changes';
import { FUZZ_ENTRIES } from '../../support/fuzz/entries';
import { fuzzTimeout, runs } from '../../support/fuzz/runs';
import { temporaryFolder } from '../../support/temporaryFolder';

const READ = 1500;
const WRITTEN = 150;
const COMPRESSED = 350;

const headerLine = encodeLine(HEADER);
const text = headerLine + FUZZ_ENTRIES.map(encodeLine).join('');
const bytes = Buffer.from(text);
const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];

test(
  `all readers of a file agree, and no whole line is lost (${READ})`,
  async () => {
    const path = join(temporaryFolder(), 'f.escope');
    const original = new Set(text.split('\n'));
    await fc.assert(
      fc.asyncProperty(changedBytes(bytes), async (changed) => {
        writeFileSync(path, changed);
        const read = await readBoth(path);
        if (read === undefined) {
          expect(changed.subarray(0, headerLine.length).toString('latin1')).not.toBe(headerLine);
          return;
        }
        const untouched = changed.toString('utf8').split('\n');
        expect(read.lines).toBeGreaterThanOrEqual(untouched.filter((line) => original.has(line) && line !== '').length);
      }),
      runs(READ),
    );
  },
  fuzzTimeout(180),
);

test(
  `what is written of a damaged file is whole, and says what its messages say (${WRITTEN})`,
  async () => {
    const folder = temporaryFolder();
    const [path, saved, sanitised, other, merged] = ['f', 's', 'r', 'o', 'm'].map((name) =>
      join(folder, `${name}.escope`),
    );
    if (!path || !saved || !sanitised || !other || !merged) throw new Error('no paths');
    writeRandomCapture(other, 7, 5);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(changedBytes(bytes), async (changed) => {
        writeFileSync(path, changed);
        if ((await readBoth(path)) === undefined) return;
        const session = await OpenedSession.open(path);
        try {
          const { table } = session.fold;
          for (const format of FORMATS) checkExport(format, await exportFile(path, format), table.length);
          await saveCapture(session, saved, { writerName: 'test' });
          await expectSameRows(saved, session.fold);
          await saveCapture(session, sanitised, { writerName: 'test', redaction: DEFAULT_RULES, isCompressed: true });
          expect((await readBoth(sanitised))?.rows).toBe(table.length);
          const mergedPath = `${merged}${run++}`;
          await mergeCaptures([path, other], mergedPath, { writerName: 'test' });
          expect((await readBoth(mergedPath))?.rows).toBe(table.length + 5);
        } finally {
          await session.close();
        }
      }),
      runs(WRITTEN),
    );
  },
  fuzzTimeout(180),
);

test(
  `compressed files give what is whole of them (${COMPRESSED})`,
  async () => {
    const path = join(temporaryFolder(), 'f.escope.gz');
    await fc.assert(
      fc.asyncProperty(changedBytes(gzipSync(bytes)), async (changed) => {
        writeFileSync(path, changed);
        const read = await readBoth(path);
        if (read !== undefined) expect(read.rows).toBeLessThanOrEqual(FUZZ_ENTRIES.length);
      }),
      runs(COMPRESSED),
    );
  },
  fuzzTimeout(180),
);

/** Reads a file entry by entry, and as the window does, which must agree; undefined: both refuse it. */
async function readBoth(path: string): Promise<{ readonly rows: number; readonly lines: number } | undefined> {
  const session = await orRefused(OpenedSession.open(path));
  let file: JournalFile | undefined;
  try {
    file = await orRefused(JournalFile.open(path));
    // What is not a capture may be jsonl by accident.
    if (session === undefined || file === undefined) return undefined;
    const fold = new SessionFold();
    let lines = 0;
    for await (const batch of file.entries()) {
      for (const { entry } of batch) {
        lines++;
        fold.apply(entry);
      }
    }
    expectSame(session.fold, fold);
    for (let row = 0; row < fold.table.length; row += 7)
      expect((await session.readMessage(row)).message).toMatch(/^\s*\{/);
    return { rows: fold.table.length, lines };
  } finally {
    await session?.close();
    await file?.close();
  }
}

async function expectSameRows(path: string, fold: SessionFold): Promise<void> {
  const session = await OpenedSession.open(path);
  try {
    expectSame(session.fold, fold);
  } finally {
    await session.close();
  }
}

function expectSame(a: SessionFold, b: SessionFold): void {
  expect(a.table.length).toBe(b.table.length);
  for (const name of COLUMN_NAMES) {
    for (let row = 0; row < a.table.length; row++) {
      const [one, other] = [a.table.columns.get(row, name), b.table.columns.get(row, name)];
      // What Electron's own messages carry is left out when a capture is saved, and with it the mark of what is hidden there.
      const isHidden = name === 'flags' && (one & RowFlag.internal) !== 0 && (one ^ other) === RowFlag.redacted;
      if (!Object.is(one, other) && !isHidden) throw new Error(`${name} of row ${row}: ${one} and ${other}`);
    }
  }
  expect(JSON.stringify(a.facts)).toBe(JSON.stringify(b.facts));
}

function checkExport(format: ExportFormat, exported: string, messages: number): void {
  switch (format) {
    case 'jsonl': {
      const lines = exported.split('\n').slice(0, -1);
      expect(lines).toHaveLength(messages);
      for (const line of lines) JSON.parse(line);
      return;
    }
    case 'har': {
      const { log } = JSON.parse(exported);
      expect(log.entries).toHaveLength(messages);
      for (const { time, timings } of log.entries)
        expect(typeof time === 'number' && time >= 0 && timings.send >= 0).toBe(true);
      return;
    }
    case 'trace':
      for (const { ph, ts } of JSON.parse(exported).traceEvents) if (ph !== 'M') expect(ts).toBeGreaterThanOrEqual(0);
      return;
    case 'csv':
      expect(exported.endsWith('\r\n')).toBe(true);
      return;
    case 'escope':
      expect(exported.startsWith('{"type":"header"')).toBe(true);
  }
}

async function orRefused<T>(opening: Promise<T>): Promise<T | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
