/** What an agent sends of an app that makes many small calls, as the chunks in which a socket would deliver it. */

import type { AgentEntry, MessageEntry, OutcomeEntry, TargetDescription } from '../../../src/shared/journal/entries';
import { stringify } from '../../../src/shared/value/stringify';
import { smallObject } from '../../apps/bench/payloads';

export const TARGET: TargetDescription = {
  pid: 4711,
  name: 'bench',
  electron: '33.4.11',
  chrome: '130.0.6723.191',
  node: '20.18.3',
  platform: 'linux',
  arch: 'x64',
  timeOrigin: 1.7e15,
  hooks: [],
};

/** What Node reads from a socket at a time. */
const CHUNK_BYTES = 64 * 1024;
const CHANNELS = Array.from({ length: 24 }, (_, i) => `notes:${['list', 'open', 'save', 'search'][i % 4]}-${i}`);
/** One in this many calls is answered after its line was written, by a line of its own. */
const LATE_EVERY = 10;

export function agentChunks(messages: number): Buffer[] {
  const chunks: Buffer[] = [];
  let text = '';
  const lines = agentLines();
  for (let i = 0; i < messages; i++) {
    text += lines.next().value ?? '';
    if (text.length < CHUNK_BYTES) continue;
    chunks.push(Buffer.from(text.slice(0, CHUNK_BYTES)));
    text = text.slice(CHUNK_BYTES);
  }
  chunks.push(Buffer.from(text));
  return chunks;
}

/** The lines of one message after another, without end; those of the endpoints come with the first. */
export function* agentLines(): Generator<string, never> {
  let lines = lineOf({ type: 'endpoint', id: 1, kind: 'main', pid: TARGET.pid });
  lines += lineOf({ type: 'endpoint', id: 2, kind: 'frame', webContentsId: 1, title: 'Notes', url: 'app://notes/' });
  for (let seq = 1; ; seq++) {
    const isLate = seq % LATE_EVERY === 0;
    lines += lineOf(messageEntry(seq, isLate));
    if (isLate) lines += lineOf(outcomeEntry(seq));
    yield lines;
    lines = '';
  }
}

function messageEntry(seq: number, isLate: boolean): MessageEntry {
  const at = seq * 200;
  return {
    type: 'message',
    seq,
    at,
    kind: 'invoke',
    direction: 'to-main',
    channel: CHANNELS[seq % CHANNELS.length] as string,
    from: 2,
    to: 1,
    size: 86,
    dispatched: { at: at + 20, listeners: { ipcMain: 1 } },
    outcome: isLate ? undefined : { at: at + 90, status: 'ok', size: 86 },
    args: [smallObject()] as unknown as MessageEntry['args'],
    result: isLate ? undefined : (smallObject() as MessageEntry['result']),
  };
}

function outcomeEntry(seq: number): OutcomeEntry {
  const result = smallObject() as OutcomeEntry['result'];
  return { type: 'outcome', seq, at: seq * 200 + 50_000, status: 'ok', size: 86, result };
}

function lineOf(entry: AgentEntry): string {
  return `${stringify(entry)}\n`;
}
