import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { OpenedSession, type OpenOptions } from '../../../../src/main/recordings/openedSession';
import { pruneIndexes } from '../../../../src/main/recordings/sessionIndex';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { HEADER, writeCapture, writeRandomCapture } from '../../../support/captureFiles';
import { posix } from '../../../support/conditions';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** Enough for an index to be kept. */
const MANY = 12_000;

test.each([false, true])(
  'an opened file has the table and the lines of its entries (compressed: %s)',
  async (isCompressed) => {
    const path = join(temporaryFolder(), 'f.escope');
    const entries = [...randomTraffic(4, 2000, 3)];
    writeCapture(path, entries, { isCompressed });
    const session = await OpenedSession.open(path);
    expect(imageOf(session.fold)).toEqual(imageOf(foldOf(entries)));
    let row = 0;
    for (const entry of entries) {
      if (entry.type !== 'message') continue;
      const { message, outcome } = await session.readMessage(row++);
      expect(JSON.parse(message)).toEqual(JSON.parse(JSON.stringify(entry)));
      if (outcome !== undefined) expect(JSON.parse(outcome)).toMatchObject({ type: 'outcome', seq: entry.seq });
    }
    const { journalPath } = session;
    if (isCompressed && posix.holds()) expect(statSync(journalPath).mode & 0o077).toBe(0);
    await session.close();
    expect(existsSync(journalPath)).toBe(!isCompressed);
  },
);

test('opening can be cancelled, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'f.escope');
  writeFileSync(path, gzipSync(writeRandomCapture(path, 5, MANY)));
  const unpackedBefore = unpackedFolders();
  for (const share of [0.2, 0.9]) {
    const controller = new AbortController();
    const opening = OpenedSession.open(path, {
      signal: controller.signal,
      onProgress(readBytes, totalBytes) {
        if (readBytes > share * totalBytes) controller.abort();
      },
    });
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  }
  expect(unpackedFolders()).toEqual(unpackedBefore);
});

describe('the index', () => {
  test('gives the same session without reading the file again', async () => {
    const { path, options } = await indexedCapture();
    const cold = await OpenedSession.open(path, { ...options, indexFolder: undefined });
    const warm = await OpenedSession.open(path, options);
    expect(warm.indexedRows).toBe(MANY);
    expect(imageOf(warm.fold)).toEqual(imageOf(cold.fold));
    for (let row = 0; row < MANY; row += 97) {
      expect(await warm.readMessage(row)).toEqual(await cold.readMessage(row));
    }
    await Promise.all([warm.close(), cold.close()]);
  });

  test('has what apps printed', async () => {
    const lines = [1, 2].map(
      (i): JournalEntry => ({
        ...{ type: 'output', pid: 7, readAt: '2026-11-21T09:30:01.000Z', stream: 'stderr', text: `line ${i}` },
      }),
    );
    const { path, options } = await indexedCapture({ lastLines: lines.map(encodeLine).join('') });
    const warm = await OpenedSession.open(path, options);
    expect(warm.indexedRows).toBe(MANY);
    expect(warm.fold.output.lines).toEqual([1, 2].map((i) => ({ stream: 'stderr', text: `line ${i}` })));
    await warm.close();
  });

  test('of a journal that has grown saves all but the new lines', async () => {
    const { path, entries, options } = await indexedCapture({ isGrowing: true });
    const rest = entries.slice(entries.length / 2);
    appendFileSync(path, rest.map(encodeLine).join(''));
    const grown = await OpenedSession.open(path, options);
    expect(grown.indexedRows).toBeGreaterThan(MANY / 3);
    expect(grown.indexedRows).toBeLessThan(2 * MANY - MANY / 3);
    expect(imageOf(grown.fold)).toEqual(imageOf(foldOf(entries)));
    await grown.close();
  });

  test('keeps what it knows of damage', async () => {
    const { path, options } = await indexedCapture({ lastLines: 'nonsense\n' });
    const warm = await OpenedSession.open(path, options);
    expect(warm.indexedRows).toBe(MANY);
    expect(warm.damage.lines).toHaveLength(1);
    await warm.close();
  });

  test('is not used once the journal is another one, whatever its size', async () => {
    const { path, options } = await indexedCapture();
    const bytes = readFileSync(path);
    for (const at of [200, Math.floor(bytes.length / 2), bytes.length - 200]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      writeFileSync(path, changed);
      // As a copy would come, with another time.
      utimesSync(path, new Date(), new Date(Date.now() + at * 1000));
      const session = await OpenedSession.open(path, { indexFolder: options.indexFolder });
      expect(session.indexedRows).toBe(0);
      await session.close();
    }
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const cut = await OpenedSession.open(path, options);
    expect(cut.indexedRows).toBe(0);
    await cut.close();
  });

  test('is not used when it is damaged anywhere', async () => {
    const { path, options } = await indexedCapture();
    const indexPath = join(options.indexFolder, readdirSync(options.indexFolder)[0] as string);
    const bytes = readFileSync(indexPath);
    const places = Array.from({ length: 16 }, (_, i) => Math.floor((i / 16) * bytes.length));
    for (const at of [...places, bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x41;
      writeFileSync(indexPath, damaged);
      const session = await OpenedSession.open(path, { indexFolder: options.indexFolder });
      expect(session.indexedRows, `byte ${at}`).toBe(0);
      expect(session.fold.table.length).toBe(MANY);
      await session.close();
    }
    writeFileSync(indexPath, bytes.subarray(0, bytes.length - 1));
    const cut = await OpenedSession.open(path, options);
    expect(cut.indexedRows).toBe(0);
    await cut.close();
  });

  test('those that were not used for longest go first', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 5; i++) {
      writeFileSync(join(folder, `${i}.index`), Buffer.alloc(1000));
      utimesSync(join(folder, `${i}.index`), new Date(), new Date(1e12 + i * 1e6));
    }
    await pruneIndexes(folder, 2500);
    expect(readdirSync(folder).sort()).toEqual(['3.index', '4.index']);
  });
});

async function indexedCapture({ isGrowing = false, lastLines = '' } = {}) {
  const folder = temporaryFolder();
  const path = join(folder, 'f.escope');
  const options = { indexFolder: join(folder, 'indexes') } satisfies OpenOptions;
  const entries = [...randomTraffic(8, isGrowing ? MANY * 2 : MANY, 2)];
  const written = isGrowing ? entries.slice(0, entries.length / 2) : entries;
  writeFileSync(path, [HEADER, ...written].map(encodeLine).join('') + lastLines);
  const session = await OpenedSession.open(path, options);
  expect(session.indexedRows).toBe(0);
  await session.close();
  return { path, options, entries };
}

function foldOf(entries: readonly JournalEntry[]): SessionFold {
  const fold = new SessionFold();
  for (const entry of entries) fold.apply(JSON.parse(JSON.stringify(entry)) as JournalEntry);
  return fold;
}

/** Everything that can be seen of a fold, to compare. */
function imageOf(fold: SessionFold): unknown {
  const { table, facts } = fold;
  const columns = Object.fromEntries(
    Object.entries(table.columns.chunks[0] ?? {}).map(([name, column]) => [
      name,
      [...column.subarray(0, table.length)],
    ]),
  );
  return {
    columns,
    length: table.length,
    texts: table.texts,
    facts,
    state: JSON.parse(JSON.stringify(fold.saveState())),
  };
}

function unpackedFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('electroscope-open-'));
}
