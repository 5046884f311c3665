/** Entries of every kind, for fuzz tests to change. */

import type { JournalEntry } from '../../../src/shared/journal/entries';
import { randomTraffic } from '../randomTraffic';

export const FUZZ_ENTRIES: readonly JournalEntry[] = [...randomTraffic(21, 40, 2), ...everyKind()];

/** An entry of each kind that random traffic has not. */
function everyKind(): JournalEntry[] {
  const call = { kind: 'invoke', direction: 'to-main', from: 2, to: 1, size: 20 } as const;
  return [
    { type: 'port', at: 1, port: 10, event: 'arrived', peer: 11, from: 2 },
    { type: 'port', at: 2, port: 10, event: 'transferred', from: 1, to: 3, seq: 1 },
    { type: 'port', at: 3, port: 10, event: 'closed', by: 'main' },
    { type: 'channel', at: 1, emitter: 'ipcMain', channel: 'sync', on: 2, handle: 'handle' },
    { type: 'channel', at: 2, emitter: 'webContents', webContentsId: 1, channel: 'sync', refused: true },
    { type: 'gap', at: 1, until: 9, messages: 3, portEvents: 1, reason: 'the inspector could not keep up' },
    { type: 'fault', at: 1, where: 'hook', message: 'it failed' },
    { type: 'cost', at: 9, periodUs: 1000, spentUs: 10, messages: 3 },
    { type: 'mark', target: 1, seq: 3 },
    { type: 'output', pid: 41, readAt: '2026-11-21T09:30:01.000Z', stream: 'stderr', text: 'no "room"\u001b[0m' },
    {
      type: 'output',
      pid: 41,
      readAt: '2026-11-21T09:30:01.000Z',
      stream: 'stdout',
      text: 'y'.repeat(4000),
      truncated: true,
    },
    { type: 'outputGap', pid: 41, readAt: '2026-11-21T09:30:02.000Z', lines: 1200 },
    { type: 'replayed', seq: 4, originTarget: 1, originSeq: 2 },
    { type: 'endpointEnd', id: 3, at: 99, exitCode: 1 },
    {
      type: 'message',
      seq: 900,
      at: 9e6,
      channel: 'a "b"\u202e',
      ...call,
      ports: [4, 5],
      args: [{ $: 'map', v: [[1, 2]] }],
    },
    {
      type: 'message',
      seq: 901,
      at: 9e6 + 1,
      channel: 'late',
      ...call,
      port: 4,
      truncated: true,
      payloadDropped: true,
      dispatched: { at: 9e6 + 2, listeners: { ipcMain: 1 } },
      outcome: { at: 9e6 + 3, status: 'error', size: 7 },
      args: ['x'.repeat(2100), '"}],"seq":1'],
      error: { value: { $: 'error', name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at a.js:1' } },
      stack: 'at b (b.js:1)',
    },
    { type: 'targetEnd', target: 2, endedAt: '2026-11-21T09:31:00.000Z', exitCode: 0 },
  ];
}
