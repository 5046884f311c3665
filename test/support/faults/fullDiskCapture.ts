/**
 * Captures into a journal whose disk becomes full, until a part of the messages could not even be held in memory, then makes
 * room and goes on. Told by its arguments: the journal, and how it is to make room: a command for a shell. Its output is
 * what became of it, as JSON.
 */

import { execSync } from 'node:child_process';
import { Session } from '../../../src/main/recordings/session';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { messageEntry, targetDescription } from './entries';

const [path = '', makeRoom = ''] = process.argv.slice(2);
/** Of each message; larger than the gaps between them, so that the bound is reached soon. */
const PAYLOAD = 'x'.repeat(100_000);

// Writing beyond the limit of the process is an error then, not its end.
process.on('SIGXFSZ', () => {});

let failure: Error | undefined;
let recoveries = 0;
const session = await Session.create(path, 'electroscope test');
session.onJournal.on((error) => {
  if (error === undefined) recoveries++;
  else failure = error;
});
const target = session.addTarget(targetDescription());
let seq = 0;
let printed = 0;
await ingestUntil(() => failure !== undefined);
const failedAt = seq;
// The bound of what is held in memory is 64 MB.
await ingestUntil(() => seq >= failedAt + 900);
const held = await readable(failedAt + 10);
const lost = await readable(seq);
const rowsWhileFull = session.fold.table.length;
execSync(makeRoom.replaceAll('{pid}', String(process.pid)));
await ingestUntil(() => recoveries > 0);
await ingestUntil(() => seq % 50 === 0);
await session.close();
process.stdout.write(
  JSON.stringify({ failure: failure?.message, failedAt, held, lost, rowsWhileFull, recoveries, lastSeq: seq, printed }),
);

async function ingestUntil(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    seq++;
    session.output.add(1, [{ stream: 'stdout', text: `line ${++printed}` }], (text) => text);
    session.ingest(target, Buffer.from(encodeLine(messageEntry(seq, [PAYLOAD])).trimEnd()));
    await new Promise((resolve) => setTimeout(resolve, recoveries === 0 && failure !== undefined ? 1 : 0));
  }
}

/** What reading a message gives: its number, or why it can't be read. */
async function readable(wanted: number): Promise<number | string> {
  try {
    const { message } = await session.readMessage(wanted - 1);
    return (JSON.parse(message) as { seq: number }).seq;
  } catch (error) {
    return String(error);
  }
}
