import { describe, expect, test } from 'vitest';
import { applyBatch, BatchSource } from '../../../../src/shared/columns/columnBatch';
import { MessageTable } from '../../../../src/shared/columns/messageTable';
import { MAX_HOPS, PortHistories } from '../../../../src/shared/columns/portHistory';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { JournalEntry, MessageEntry, PortEntry } from '../../../../src/shared/journal/entries';

const MAIN = 1;
const SETTINGS = 2;
const EDITOR = 3;

const sameIndex = (id: number) => id;

/** Folds entries in which an endpoint's id is its index. */
function historiesOf(...entries: PortEntry[]): PortHistories {
  const histories = new PortHistories();
  for (const entry of entries) histories.apply(entry, sameIndex);
  return histories;
}

function event(at: number, port: number, name: PortEntry['event'], more: Partial<PortEntry> = {}): PortEntry {
  return { type: 'port', at, port, event: name, ...more };
}

function message(seq: number, port: number): MessageEntry {
  return {
    type: 'message',
    seq,
    at: seq,
    kind: 'port',
    direction: 'port',
    channel: 'port 1',
    from: MAIN,
    to: SETTINGS,
    port,
    size: 1,
    args: [],
  };
}

describe('the history of a port', () => {
  test('from its making to its end', () => {
    const histories = historiesOf(
      event(10, 1, 'created', { peer: 2, from: MAIN }),
      event(20, 2, 'transferred', { from: MAIN, to: SETTINGS, seq: 5 }),
      event(30, 1, 'started'),
      event(90, 1, 'closed', { by: 'otherSide' }),
    );
    for (const port of [1, 2]) {
      expect(histories.find(port)).toEqual({
        id: 1,
        peer: 2,
        origin: 'created',
        source: MAIN,
        atUs: 10,
        hops: [{ port: 2, atUs: 20, from: MAIN, to: SETTINGS, seq: 5 }],
        hopCount: 1,
        startedAtUs: 30,
        messages: [0, 0],
        closedAtUs: 90,
        closedBy: 'otherSide',
        passedOnAtUs: undefined,
        visibility: 'in-main',
        mayBe: [],
      });
    }
    expect(histories.find(3)).toBeUndefined();
  });

  test('counts messages by the end they were posted on', () => {
    const histories = historiesOf(event(1, 1, 'created', { peer: 2, from: MAIN }));
    for (const port of [1, 1, 2, 1]) histories.count(message(1, port));
    expect(histories.find(1)?.messages).toEqual([3, 1]);
  });

  test('out of sight once neither end is in main, and in sight again', () => {
    const histories = historiesOf(
      event(1, 1, 'arrived', { peer: 2, from: SETTINGS }),
      event(2, 1, 'transferred', { from: SETTINGS, to: MAIN, seq: 1 }),
      event(3, 1, 'transferred', { from: MAIN, to: EDITOR, seq: 2 }),
      event(4, 1, 'passedOn'),
    );
    expect(histories.find(1)).toMatchObject({ visibility: 'passed-on', passedOnAtUs: 4, hopCount: 2 });
    histories.apply(event(5, 1, 'transferred', { from: EDITOR, to: MAIN }), sameIndex);
    expect(histories.find(1)).toMatchObject({ visibility: 'in-main', passedOnAtUs: 4 });
    expect(histories.find(1)?.hops.at(-1)?.seq).toBeUndefined();
  });

  test('says what a port that comes back may be, and never more', () => {
    const histories = historiesOf(
      event(1, 1, 'created', { peer: 2, from: MAIN }),
      event(2, 2, 'transferred', { from: MAIN, to: SETTINGS, seq: 1 }),
      event(3, 3, 'created', { peer: 4, from: MAIN }),
      event(4, 4, 'transferred', { from: MAIN, to: EDITOR, seq: 2 }),
      event(5, 5, 'created', { peer: 6, from: MAIN }),
      event(6, 6, 'transferred', { from: MAIN, to: SETTINGS, seq: 3 }),
      event(7, 5, 'closed', { by: 'main' }),
      event(8, 7, 'arrived', { peer: 8, from: SETTINGS }),
      event(9, 9, 'arrived', { peer: 10 }),
    );
    expect(histories.find(7)?.mayBe).toEqual([1]);
    expect(histories.find(9)).toMatchObject({ mayBe: [], source: undefined });
  });

  test('a hop takes an end from its holder', () => {
    const histories = historiesOf(
      event(1, 1, 'created', { peer: 2, from: MAIN }),
      event(2, 2, 'transferred', { from: MAIN, to: SETTINGS, seq: 1 }),
      event(3, 2, 'transferred', { from: SETTINGS, to: MAIN, seq: 2 }),
      event(4, 3, 'arrived', { peer: 4, from: SETTINGS }),
    );
    expect(histories.find(3)?.mayBe).toEqual([]);
  });

  test('keeps a number of hops, and counts the rest', () => {
    const histories = historiesOf(event(1, 1, 'created', { peer: 2, from: MAIN }));
    for (let n = 0; n < MAX_HOPS + 5; n++) {
      histories.apply(event(n, 2, 'transferred', { from: MAIN, to: MAIN, seq: n }), sameIndex);
    }
    expect(histories.find(1)?.hops).toHaveLength(MAX_HOPS);
    expect(histories.find(1)?.hopCount).toBe(MAX_HOPS + 5);
  });

  test('makes nothing of entries that contradict each other', () => {
    const histories = historiesOf(
      event(1, 9, 'started'),
      event(2, 1, 'created', { from: MAIN }),
      event(3, 3, 'created', { peer: 4, from: MAIN }),
      event(4, 4, 'created', { peer: 3, from: SETTINGS }),
      event(5, 3, 'transferred'),
    );
    expect(histories.find(1)).toBeUndefined();
    expect(histories.find(3)).toMatchObject({ source: MAIN, hopCount: 1 });
  });
});

describe('in a session', () => {
  const ENTRIES: JournalEntry[] = [
    { type: 'source', target: 1 },
    { type: 'endpoint', id: MAIN, kind: 'main' },
    { type: 'endpoint', id: SETTINGS, kind: 'frame', title: 'Settings', isMainFrame: true },
    event(1, 1, 'arrived', { peer: 2, from: SETTINGS }),
    message(1, 2),
    { type: 'endpoint', id: SETTINGS, kind: 'frame', title: 'Renamed', isMainFrame: true },
    { type: 'source', target: 2 },
    event(1, 1, 'created', { peer: 2, from: MAIN }),
  ];

  test('belongs to its target, and is named after where it came from at the time', () => {
    const fold = new SessionFold();
    for (const entry of ENTRIES) fold.apply(entry);
    expect(fold.portHistory(1, 2)).toMatchObject({ origin: 'arrived', messages: [0, 1] });
    expect(fold.portHistory(2, 2)).toMatchObject({ origin: 'created', messages: [0, 0] });
    expect(fold.portHistory(3, 1)).toBeUndefined();
    expect(fold.table.portSource(1, 1)).toBe('Settings');
    expect(fold.table.portSource(1, 2)).toBe('Settings');
    expect(fold.table.portSourceOfChannel(1, 'port 1')).toBe('Settings');
    expect(fold.table.portSourceOfChannel(1, 'report 1')).toBeUndefined();
  });

  test('the window knows the same', () => {
    const fold = new SessionFold();
    const source = new BatchSource(fold.table);
    const table = new MessageTable();
    for (const entry of ENTRIES) {
      fold.apply(entry);
      const batch = source.next(10);
      if (batch !== undefined) applyBatch(table, batch);
    }
    expect(table.ports).toEqual(fold.table.ports);
    expect(table.portSource(1, 2)).toBe('Settings');
  });

  test('an ended utility process is told of with its exit code', () => {
    const fold = new SessionFold();
    fold.apply({ type: 'endpoint', id: 4, kind: 'utility', title: 'indexer', pid: 77 });
    fold.apply({ type: 'endpointEnd', id: 4, at: 900, exitCode: 3 });
    expect(fold.table.endpoints.at(-1)).toMatchObject({ title: 'indexer', pid: 77, exitCode: 3, endedAtUs: 900 });
  });
});
