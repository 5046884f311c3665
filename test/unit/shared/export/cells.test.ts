/** Every value of a message stands in its cell, and its times are those of the one who sent it. */

import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { exportText } from '../../../support/exporting';

const ENTRIES = [
  {
    ...{ type: 'target', target: 1, pid: 77, name: 'Notes', electron: '45', chrome: '1', node: '24' },
    ...{ platform: 'linux', arch: 'x64', timeOrigin: 1_795_000_000_000_000, hooks: [] },
  },
  { type: 'source', target: 1 },
  { type: 'endpoint', id: 1, kind: 'main', pid: 77 },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Notes', isMainFrame: true, pid: 78 },
  {
    ...{ type: 'message', seq: 1, at: 2000, kind: 'invoke', direction: 'to-main', channel: 'a', from: 2, to: 1 },
    ...{ size: 10, args: [], internal: true, truncated: true, outcome: { at: 5000, status: 'ok', size: 3 } },
  },
  {
    ...{ type: 'message', seq: 2, at: 9000, kind: 'send', direction: 'to-renderer', channel: 'b', from: 1, to: 2 },
    ...{ size: 4, args: [] },
  },
  { type: 'delivery', clockErrorUs: 0, times: [[1, 1000, 6000]] },
] as unknown as JournalEntry[];

test('csv', async () => {
  const [heads = '', ...lines] = (await exportText(ENTRIES, 'csv')).trimEnd().split('\r\n');
  const names = heads.split(',');
  const [first, second] = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
  expect(first).toMatchObject({ seq: '1', kind: 'invoke', direction: 'to-main', channel: 'a', status: 'ok' });
  expect(first).toMatchObject({ internal: 'true', truncated: 'true', from: 'Notes', to: 'main', size: '10' });
  expect(first).toMatchObject({ durationMs: '5', transitMs: '1', handlerMs: '3', returnMs: '1', resultSize: '3' });
  expect(second).toMatchObject({
    seq: '2',
    status: 'pending',
    internal: 'false',
    truncated: 'false',
    payloadDropped: 'false',
    ...{ durationMs: '', transitMs: '', resultSize: '', ports: '' },
  });
});

test('har begins an entry when it was sent', async () => {
  const { log } = JSON.parse(await exportText(ENTRIES, 'har')) as {
    log: { entries: { startedDateTime: string; timings: { send: number } }[] };
  };
  expect(log.entries[0]?.timings.send).toBe(1);
  expect(log.entries.map(({ startedDateTime }) => new Date(startedDateTime).getTime() % 1_000_000)).toEqual([1, 9]);
});

test('trace binds arrows to the slice around their end', async () => {
  const { traceEvents } = JSON.parse(await exportText(ENTRIES, 'trace')) as {
    traceEvents: { ph: string; name: string; bp?: string; args?: { name?: string } }[];
  };
  const ends = traceEvents.filter(({ ph }) => ph === 'f');
  expect(ends.length).toBeGreaterThan(0);
  for (const { bp } of ends) expect(bp).toBe('e');
});
