/**
 * Exports whole captures of small calls to a file, in each format. Its only argument is the settings, as JSON; its output is
 * the figures, as JSON. Needs `--expose-gc`.
 */

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { writeOutputFile } from '../../../src/main/journal/outputFile';
import { exportChunks } from '../../../src/main/query/exportSession';
import { chosenRows } from '../../../src/main/query/matchingRows';
import { OpenedSession } from '../../../src/main/recordings/openedSession';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/shared/export/formats';
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalEntry } from '../../../src/shared/journal/entries';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { agentLines, TARGET } from '../ingest/agentChunks';
import { median } from '../statistics';
import type { ExportFigure, ExportSettings } from './exportReport';

const SAMPLE_EVERY_CHUNKS = 8;
/** From the call to its answer, in microseconds: longer than all of the calls take to be sent. */
const LONG_US = 1e12;

const { messages, rounds } = JSON.parse(process.argv[2] as string) as ExportSettings;
const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
try {
  const figures: ExportFigure[] = [];
  for (const calls of ['short', 'overlapping'] as const) figures.push(...(await measure(calls)));
  process.stdout.write(JSON.stringify(figures));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(calls: ExportFigure['calls']): Promise<ExportFigure[]> {
  const path = join(folder, `${calls}.escope`);
  await writeCapture(path, calls === 'short' ? agentLines() : overlappingLines());
  const session = await OpenedSession.open(path);
  const figures: ExportFigure[] = [];
  for (const format of Object.keys(EXPORT_FORMATS) as ExportFormat[])
    figures.push(await measureFormat(session, format, calls));
  await session.close();
  return figures;
}

async function measureFormat(
  session: OpenedSession,
  format: ExportFormat,
  calls: ExportFigure['calls'],
): Promise<ExportFigure> {
  const to = join(folder, 'exported');
  const times: number[] = [];
  let memoryBytes = 0;
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const before = usedBytes();
    const startedAt = performance.now();
    await writeOutputFile(
      to,
      watched(session, format, (bytes) => {
        memoryBytes = Math.max(memoryBytes, bytes - before);
      }),
      { overwrites: true },
    );
    times.push(performance.now() - startedAt);
  }
  const { size: fileBytes } = await stat(to);
  return { format, calls, messages, fileBytes, medianMs: median(times), memoryBytes };
}

async function* watched(
  session: OpenedSession,
  format: ExportFormat,
  onMemory: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const writer = { name: 'electroscope', version: 'bench' };
  let chunks = 0;
  for await (const chunk of exportChunks(session, { format, matches: chosenRows(session, undefined), writer })) {
    if (chunks++ % SAMPLE_EVERY_CHUNKS === 0) onMemory(usedBytes());
    yield chunk;
  }
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Calls that are all open at the same time, each of which holds main up until long after the last was sent. */
function* overlappingLines(): Generator<string, never> {
  for (let seq = 1; ; seq++) {
    const at = seq * 20;
    yield encodeLine({
      type: 'message',
      seq,
      at,
      kind: 'invoke',
      direction: 'to-main',
      channel: `slow-${seq % 24}`,
      from: 2,
      to: 1,
      size: 2,
      dispatched: { at: at + LONG_US, listeners: { ipcMain: 1 } },
      outcome: { at: at + 2 * LONG_US, status: 'ok', size: 2 },
      args: [],
    });
  }
}

async function writeCapture(path: string, lines: Generator<string, never>): Promise<void> {
  const head: JournalEntry[] = [
    { type: 'header', format: JOURNAL_FORMAT, version: JOURNAL_VERSION, createdAt: '', writer: 'electroscope bench' },
    { type: 'target', target: 1, ...TARGET },
    { type: 'source', target: 1 },
  ];
  const file = createWriteStream(path);
  let text = head.map(encodeLine).join('');
  for (let i = 0; i < messages; i++) {
    text += lines.next().value;
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await new Promise<void>((drained) => file.once('drain', () => drained()));
    text = '';
  }
  file.end(text);
  await finished(file);
}
