/**
 * Feeds the lines of small messages from memory through the inspector's way in: cut into lines, read, written to a real
 * journal, folded into the table. Needs `--expose-gc`. Its only argument is the settings, as JSON; its output is the
 * result, as JSON.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../../src/main/session/session';
import { LineSplitter } from '../../../src/main/targets/lineSplitter';
import { median } from '../statistics';
import { agentChunks, TARGET } from './agentChunks';
import type { IngestFigures, IngestSettings } from './ingestReport';

const WARM_UP_MESSAGES = 10_000;

const { messages, rounds } = JSON.parse(process.argv[2] as string) as IngestSettings;

interface Feed {
  readonly durationMs: number;
  readonly journalBytes: number;
  readonly heldBytes: number;
}

async function feed(chunks: readonly Buffer[], expectedRows: number): Promise<Feed> {
  const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
  try {
    const before = memoryBytes();
    const startedAt = performance.now();
    const session = await Session.create(join(folder, 'bench.escope'), 'electroscope bench', {
      rowChanged() {},
      factsChanged() {},
      journalFailed(error) {
        throw error;
      },
    });
    const target = session.addTarget(TARGET);
    const splitter = new LineSplitter(64 * 1024 * 1024);
    for (const chunk of chunks) {
      splitter.push(chunk, (line) => session.ingest(target, line));
      // As between two reads of a socket, the disk gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await session.flush();
    const durationMs = performance.now() - startedAt;
    const rows = session.fold.table.length;
    if (rows !== expectedRows) throw new Error(`${rows} of ${expectedRows} messages arrived`);
    const result = { durationMs, journalBytes: session.bytes, heldBytes: memoryBytes() - before };
    await session.close();
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function memoryBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

// The first feeds compile.
for (let i = 0; i < 3; i++) await feed(agentChunks(WARM_UP_MESSAGES), WARM_UP_MESSAGES);
const chunks = agentChunks(messages);
const feeds: Feed[] = [];
for (let round = 0; round < rounds; round++) feeds.push(await feed(chunks, messages));
const figures: IngestFigures = {
  messages,
  durationMs: median(feeds.map((it) => it.durationMs)),
  journalBytes: median(feeds.map((it) => it.journalBytes)),
  heldBytesPerMessage: median(feeds.map((it) => it.heldBytes)) / messages,
};
process.stdout.write(JSON.stringify(figures));
