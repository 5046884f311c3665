/**
 * Captures as fast as it can into the journal that its argument names, and says on its output which message is safe in the
 * file: `flushed 1200`. It is to be killed.
 */

import { Session } from '../../../src/main/recordings/session';
import type { JournalEntry } from '../../../src/shared/journal/entries';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { randomTraffic } from '../randomTraffic';

const [path = ''] = process.argv.slice(2);
const session = await Session.create(path, 'electroscope test');
session.onJournal.on((error) => {
  throw error;
});
let target = 0;
let messages = 0;
for (const entry of randomTraffic(1, 1_000_000)) {
  if (entry.type === 'target') target = session.addTarget(entry);
  else if (entry.type !== 'source') session.ingest(target, lineOf(entry));
  if (entry.type !== 'message') continue;
  messages++;
  if (messages % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  if (messages % 400 === 0) {
    const flushed = entry.seq;
    await session.flush();
    process.stdout.write(`flushed ${flushed}\n`);
  }
}

function lineOf(entry: JournalEntry): Buffer {
  return Buffer.from(encodeLine(entry).trimEnd());
}
