/**
 * Takes small messages in as the inspector does: another process sends their lines over the agent's socket; they are cut,
 * read, written to a real journal and folded into the table. Needs `--expose-gc`. Its only argument is the settings, as JSON;
 * its output is the result, as JSON.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../../src/main/recordings/session';
import { AgentServer } from '../../../src/main/targets/agentServer';
import { applyBatch, BatchSource } from '../../../src/shared/columns/columnBatch';
import { MessageTable } from '../../../src/shared/columns/messageTable';
import { FilteredRows } from '../../../src/shared/filter/filteredRows';
import { everything } from '../../../src/shared/filter/verdict';
import { median } from '../statistics';
import type { SenderTask } from './agentSender';
import type { IngestFigures, IngestSettings } from './ingestReport';

const WARM_UP_MESSAGES = 10_000;
/** As the window is sent them. */
const BATCH_ROWS = 50_000;

const { messages, rounds } = JSON.parse(process.argv[2] as string) as IngestSettings;

interface Feed {
  readonly durationMs: number;
  readonly journalBytes: number;
  readonly heldBytes: number;
  readonly windowBytes: number;
}

/** Collecting garbage again and again throws compiled code away, so that it is not done where times are taken. */
type Measured = 'time' | 'memory';

function tell(sender: ChildProcess, task: SenderTask): void {
  sender.send(task);
}

async function prepare(sender: ChildProcess, count: number): Promise<void> {
  tell(sender, { messages: count });
  await once(sender, 'message');
}

async function feed(sender: ChildProcess, expectedRows: number, measured: Measured): Promise<Feed> {
  const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
  const before = measured === 'memory' ? await memoryBytes() : 0;
  const session = await Session.create(join(folder, 'bench.escope'), 'electroscope bench');
  session.onJournal.on((error) => {
    throw error;
  });
  let server: AgentServer | undefined;
  try {
    let startedAt = 0;
    const received = new Promise<void>((resolve, reject) => {
      AgentServer.listen((connection) => {
        // What comes before, starting up and connecting, is no part of taking in.
        startedAt = performance.now();
        const target = session.addTarget(connection.target);
        connection.onLine((line) => session.ingest(target, line));
        connection.onClose(resolve);
      }).then((listening) => {
        server = listening;
        tell(sender, { address: listening.address });
      }, reject);
    });
    await received;
    await session.flush();
    const durationMs = performance.now() - startedAt;
    const rows = session.fold.table.length;
    if (rows !== expectedRows) throw new Error(`${rows} of ${expectedRows} messages arrived`);
    const journalBytes = session.bytes;
    if (measured === 'time') return { durationMs, journalBytes, heldBytes: 0, windowBytes: 0 };
    const heldBytes = (await memoryBytes()) - before;
    return { durationMs, journalBytes, heldBytes, windowBytes: await windowBytes(session) };
  } finally {
    await server?.close();
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the window's copy of the table and the list of the rows that it shows take, here in Node. */
async function windowBytes(session: Session): Promise<number> {
  const before = await memoryBytes();
  const table = new MessageTable();
  const source = new BatchSource(session.fold.table);
  for (let batch = source.next(BATCH_ROWS); batch !== undefined; batch = source.next(BATCH_ROWS))
    applyBatch(table, batch);
  const view = new FilteredRows(table, { predicate: everything, isMet: () => false });
  const held = (await memoryBytes()) - before;
  if (view.length !== session.fold.table.length) throw new Error(`${view.length} rows reached the window's table`);
  return held;
}

async function memoryBytes(): Promise<number> {
  // Buffers are let go of only after a turn of the event loop.
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const sender = fork(join(import.meta.dirname, 'agentSender.mjs'), { execArgv: [] });
try {
  // The first feeds compile.
  await prepare(sender, WARM_UP_MESSAGES);
  for (let i = 0; i < 3; i++) await feed(sender, WARM_UP_MESSAGES, 'time');
  await prepare(sender, messages);
  const feeds: Feed[] = [];
  for (let round = 0; round < rounds; round++) feeds.push(await feed(sender, messages, 'time'));
  const { heldBytes, windowBytes: inWindow, journalBytes } = await feed(sender, messages, 'memory');
  const figures: IngestFigures = {
    messages,
    durationMs: median(feeds.map((it) => it.durationMs)),
    bestMs: Math.min(...feeds.map((it) => it.durationMs)),
    journalBytes,
    heldBytesPerMessage: heldBytes / messages,
    windowBytesPerMessage: inWindow / messages,
  };
  process.stdout.write(JSON.stringify(figures));
} finally {
  sender.kill();
}
