/**
 * Opens a capture of small messages, with and without its index, and reads single messages of it. The file is in the
 * system's cache, as after a first look. Needs `--expose-gc`. Its only argument is the settings, as JSON; its output is the
 * result, as JSON.
 */

import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { OpenedSession } from '../../../src/main/recordings/openedSession';
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalEntry } from '../../../src/shared/journal/entries';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { agentChunks, TARGET } from '../ingest/agentChunks';
import { median } from '../statistics';
import type { OpenFigures, OpenSettings } from './openReport';

const READS = 300;

const { messages, rounds } = JSON.parse(process.argv[2] as string) as OpenSettings;
const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
try {
  process.stdout.write(JSON.stringify(await measure()));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<OpenFigures> {
  const path = join(folder, 'bench.escope');
  await writeCapture(path);
  const indexFolder = join(folder, 'indexes');
  const rebuilds: number[] = [];
  const rebuildsCpu: number[] = [];
  // The first one compiles, and leaves the index.
  await timedOpen(path, indexFolder, 0);
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    rebuilds.push(await timedOpen(path, undefined, 0));
    const { user, system } = process.cpuUsage(before);
    rebuildsCpu.push((user + system) / 1000);
  }
  const indexed: number[] = [];
  // Too few messages are not worth an index.
  const indexedRows = (await readdir(indexFolder).catch(() => [])).length > 0 ? messages : 0;
  for (let round = 0; round < rounds + 2; round++) indexed.push(await timedOpen(path, indexFolder, indexedRows));

  const before = await heldBytes();
  const session = await OpenedSession.open(path, { indexFolder });
  const held = (await heldBytes()) - before;
  const reads: number[] = [];
  for (let i = 0; i < READS; i++) {
    const row = Math.floor(Math.random() * messages);
    const startedAt = performance.now();
    await session.readMessage(row);
    reads.push(performance.now() - startedAt);
  }
  await session.close();
  return {
    messages,
    fileBytes: (await stat(path)).size,
    rebuildMs: median(rebuilds),
    rebuildBestMs: Math.min(...rebuilds),
    rebuildCpuMs: median(rebuildsCpu),
    indexedMs: median(indexed),
    readMs: { median: median(reads), p99: [...reads].sort((a, b) => a - b)[Math.floor(READS * 0.99)] as number },
    indexBytes: await folderBytes(indexFolder),
    heldBytesPerMessage: held / messages,
  };
}

async function timedOpen(path: string, indexFolder: string | undefined, indexedRows: number): Promise<number> {
  const startedAt = performance.now();
  const session = await OpenedSession.open(path, { indexFolder });
  const durationMs = performance.now() - startedAt;
  const rows = session.fold.table.length;
  if (rows !== messages || session.indexedRows !== indexedRows)
    throw new Error(`${rows} of ${messages} messages, ${session.indexedRows} of them from the index`);
  await session.close();
  return durationMs;
}

async function writeCapture(path: string): Promise<void> {
  const head: JournalEntry[] = [
    { type: 'header', format: JOURNAL_FORMAT, version: JOURNAL_VERSION, createdAt: '', writer: 'electroscope bench' },
    { type: 'target', target: 1, ...TARGET },
    { type: 'source', target: 1 },
  ];
  const file = createWriteStream(path);
  for (const entry of head) file.write(encodeLine(entry));
  for (const chunk of agentChunks(messages)) file.write(chunk);
  file.end();
  await finished(file);
}

async function folderBytes(path: string): Promise<number> {
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function heldBytes(): Promise<number> {
  // What was closed lets go of its memory only after a turn of the event loop.
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
