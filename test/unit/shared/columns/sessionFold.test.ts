import { describe, expect, test } from 'vitest';
import { applyBatch, BatchSource } from '../../../../src/shared/columns/columnBatch';
import { CHUNK_ROWS, COLUMN_NAMES, RowFlag, UNKNOWN_LISTENERS } from '../../../../src/shared/columns/columns';
import { endpointLabel } from '../../../../src/shared/columns/endpointInfo';
import { MessageTable, rowDurationUs } from '../../../../src/shared/columns/messageTable';
import { statusIndex } from '../../../../src/shared/columns/rowWriter';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { FilteredRows } from '../../../../src/shared/filter/filteredRows';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { columnFilter, matchingRows } from '../../../support/filtering';
import { randomTraffic, seededRandom } from '../../../support/randomTraffic';

const SEEDS = [1, 2, 3, 4, 5];

const message: MessageEntry = {
  type: 'message',
  seq: 1,
  at: 500,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'notes:list',
  from: 2,
  to: 1,
  size: 40,
  args: [],
};

describe('folding', () => {
  test('tells the story of one invoke', () => {
    const fold = new SessionFold();
    const { table } = fold;
    fold.apply({ type: 'source', target: 1 });
    fold.apply({ type: 'endpoint', id: 2, kind: 'frame', title: 'Notes', isMainFrame: true });
    expect(fold.apply(message)).toBe(0);
    expect(table.columns.get(0, 'status')).toBe(statusIndex('pending'));
    expect(table.columns.get(0, 'listeners')).toBe(UNKNOWN_LISTENERS);
    expect(rowDurationUs(table, 0)).toBeNaN();

    expect(fold.apply({ type: 'dispatched', seq: 1, at: 620, listeners: { ipcMain: 1, event: 2 } })).toBe(0);
    expect(table.columns.get(0, 'blockingUs')).toBe(120);
    expect(table.columns.get(0, 'listeners')).toBe(3);

    expect(
      fold.apply({ type: 'outcome', seq: 1, at: 4500, status: 'error', size: 7, truncated: true, redacted: true }),
    ).toBe(0);
    expect(table.columns.get(0, 'status')).toBe(statusIndex('error'));
    expect(table.columns.get(0, 'resultBytes')).toBe(7);
    expect(table.columns.get(0, 'flags')).toBe(RowFlag.truncated | RowFlag.redacted);
    expect(rowDurationUs(table, 0)).toBe(4000);
    expect(endpointLabel(table.endpoints[table.columns.get(0, 'from')] as never)).toBe('Notes');
  });

  test('knows the caller’s side where it is told, and tells of every row that it is told of', () => {
    const fold = new SessionFold();
    const { columns } = fold.table;
    fold.apply({ type: 'source', target: 1 });
    fold.apply({ ...message, outcome: { at: 900, status: 'ok' } });
    fold.apply({ ...message, seq: 2, kind: 'send', direction: 'to-renderer', dispatched: { at: 510 } });
    fold.apply({ ...message, seq: 3 });
    const changed: number[] = [];
    const times = [
      [1, 450, null],
      [2, null, 800],
      [99, 1, 1],
      [1, null, 1000],
    ] as const;
    fold.apply({ type: 'delivery', clockErrorUs: 12, times }, (row) => changed.push(row));
    expect(changed).toEqual([0, 1, 0]);
    expect([columns.get(0, 'transitUs'), columns.get(0, 'returnUs'), columns.get(0, 'clockErrorUs')]).toEqual([
      50, 100, 12,
    ]);
    expect(rowDurationUs(fold.table, 0)).toBe(550);
    // To a frame there is no answer: its transit ends when the frame has it.
    expect([columns.get(1, 'transitUs'), columns.get(1, 'returnUs')]).toEqual([300, Number.NaN]);
    expect(rowDurationUs(fold.table, 1)).toBe(300);
    expect(columns.get(2, 'transitUs')).toBeNaN();
  });

  test.each(['invoke', 'sendSync', 'send'] as const)('a failed %s that never came to main has no duration', (kind) => {
    const fold = new SessionFold();
    fold.apply({ ...message, kind, outcome: { at: message.at, status: 'error' } });
    fold.apply({ ...message, kind, seq: 2 });
    fold.apply({ type: 'outcome', seq: 2, at: message.at, status: 'error' });
    for (const row of [0, 1]) {
      expect(fold.table.columns.get(row, 'status')).toBe(statusIndex('error'));
      expect(fold.table.columns.get(row, 'handlerUs')).toBeNaN();
      expect(rowDurationUs(fold.table, row)).toBeNaN();
    }
  });

  test('a call that was dispatched has its duration, however short', () => {
    const fold = new SessionFold();
    const { at } = message;
    fold.apply({ ...message, kind: 'invoke', dispatched: { at }, outcome: { at, status: 'error' } });
    fold.apply({ ...message, kind: 'invoke', seq: 2, outcome: { at: at + 3, status: 'error' } });
    expect([0, 1].map((row) => rowDurationUs(fold.table, row))).toEqual([0, 3]);
  });

  test('knows a message by its number in its own target', () => {
    const fold = new SessionFold();
    for (const target of [1, 2]) {
      fold.apply({ type: 'source', target });
      fold.apply({ ...message, channel: `of ${target}` });
    }
    fold.apply({ type: 'source', target: 1 });
    expect(fold.apply({ type: 'outcome', seq: 1, at: 900, status: 'ok' })).toBe(0);
    expect(fold.table.columns.get(1, 'status')).toBe(statusIndex('pending'));
    expect(fold.rowOf(2, 1)).toBe(1);
  });

  test('ignores news of messages it has not seen', () => {
    const fold = new SessionFold();
    expect(fold.apply({ type: 'outcome', seq: 9, at: 1, status: 'ok' })).toBeUndefined();
    expect(fold.apply({ type: 'dispatched', seq: 9, at: 1 })).toBeUndefined();
  });

  test('keeps the name an endpoint had when a message was sent', () => {
    const fold = new SessionFold();
    fold.apply({ type: 'endpoint', id: 2, kind: 'frame', title: 'Before', isMainFrame: true });
    fold.apply(message);
    fold.apply({ type: 'endpoint', id: 2, kind: 'frame', title: 'After', isMainFrame: true });
    fold.apply({ ...message, seq: 2 });
    const names = [0, 1].map((row) => fold.table.endpoints[fold.table.columns.get(row, 'from')]?.title);
    expect(names).toEqual(['Before', 'After']);
  });

  test('collects targets, gaps and faults', () => {
    const fold = new SessionFold();
    for (const entry of randomTraffic(1, 1)) fold.apply(entry);
    fold.apply({ type: 'gap', at: 10, until: 20, messages: 5, reason: 'slow' });
    fold.apply({ type: 'targetEnd', target: 1, endedAt: '2026-01-01T00:00:00Z', exitCode: 3 });
    expect(fold.facts.targets[0]).toMatchObject({ target: 1, name: 'app 1', exitCode: 3 });
    expect(fold.facts.gaps).toEqual([
      { target: 1, row: 1, atUs: 1_795_000_001_000_010, untilUs: 1_795_000_001_000_020, messages: 5, reason: 'slow' },
    ]);
  });
});

describe('messages that the inspector sent', () => {
  const replayed = (fold: SessionFold) => {
    fold.apply({ type: 'source', target: 1 });
    fold.apply(message);
    fold.apply({ ...message, seq: 2 });
    fold.apply({ ...message, seq: 3 });
    expect(fold.apply({ type: 'replayed', seq: 2, originTarget: 1, originSeq: 1 })).toBe(1);
    expect(fold.apply({ type: 'replayed', seq: 3, isSynthetic: true })).toBe(2);
    expect(fold.apply({ type: 'replayed', seq: 99 })).toBeUndefined();
  };
  const links = [
    { target: 1, seq: 2, origin: { target: 1, seq: 1 } },
    { target: 1, seq: 3, isSynthetic: true },
    { target: 1, seq: 99 },
  ];

  test('are marked, and lead to what they repeat, and back', () => {
    const fold = new SessionFold();
    replayed(fold);
    const { columns, replays } = fold.table;
    expect([0, 1, 2].map((row) => columns.get(row, 'flags') & RowFlag.replayed)).toEqual([0, 4, 4]);
    expect(replays.list).toEqual(links);
    expect(replays.of({ target: 1, seq: 2 })).toEqual(links[0]);
    expect(replays.of({ target: 2, seq: 2 })).toBeUndefined();
    expect(replays.copiesOf({ target: 1, seq: 1 })).toEqual([links[0]]);
    const entries: JournalEntry[] = [message, { ...message, seq: 2 }, { type: 'replayed', seq: 2 }];
    expect(matchingRows('is:replayed', entries)).toEqual([1]);
  });

  test('are known to a window as well, and to a fold that goes on', () => {
    const fold = new SessionFold();
    replayed(fold);
    const window = new MessageTable();
    const source = new BatchSource(fold.table);
    const batch = source.next(100);
    if (batch !== undefined) applyBatch(window, batch);
    expect(window.replays.list).toEqual(links);
    fold.apply({ type: 'replayed', seq: 1, originTarget: 1, originSeq: 3 });
    source.touch(0);
    const more = source.next(100);
    expect(more?.replays).toEqual([{ target: 1, seq: 1, origin: { target: 1, seq: 3 } }]);
    const again = new SessionFold();
    again.restore(fold.saveState(), fold.table.columns);
    expect(again.table.replays.list).toEqual(fold.table.replays.list);
  });
});

describe('batches', () => {
  test.each(SEEDS)('make the receiver’s table equal the sender’s (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const fold = new SessionFold();
    const source = new BatchSource(fold.table);
    const copy = new MessageTable();
    for (const entry of randomTraffic(seed, 3000, 3)) {
      fold.apply(entry, (row) => source.touch(row));
      if (random() < 0.01) {
        const batch = source.next(200);
        if (batch !== undefined) applyBatch(copy, structuredClone(batch));
      }
    }
    for (let batch = source.next(200); batch !== undefined; batch = source.next(200)) {
      applyBatch(copy, structuredClone(batch));
    }
    expectSameTable(copy, fold.table);
  });

  test('say when there is nothing new', () => {
    const fold = new SessionFold();
    const source = new BatchSource(fold.table);
    expect(source.next(10)).toBeUndefined();
    fold.apply(message);
    expect(source.next(10)?.rows).toEqual(new Uint32Array([0]));
    expect(source.next(10)).toBeUndefined();
  });
});

describe('the filtered view', () => {
  test.each(SEEDS)('kept up incrementally equals a full rescan (seed %i)', (seed) => {
    const random = seededRandom(seed + 100);
    const fold = new SessionFold();
    const text = 'channel:notes | dur>40ms -status:ok is:error';
    const filter = columnFilter(text, fold.table);
    const view = new FilteredRows(fold.table, filter);
    let changed: number[] = [];
    for (const entry of randomTraffic(seed, 4000)) {
      const row = fold.apply(entry);
      if (row !== undefined) changed.push(row);
      if (random() < 0.02) {
        view.reexamine(changed);
        view.extend();
        changed = [];
      }
    }
    view.reexamine(changed);
    view.extend();
    const rescan = new FilteredRows(fold.table, filter);
    expect(rowsOf(view)).toEqual(rowsOf(rescan));
    expect(rescan.length).toBeGreaterThan(100);
    expect(rescan.length).toBeLessThan(fold.table.length);
  });

  test('crosses chunks, and can begin later', () => {
    const fold = new SessionFold();
    for (let seq = 1; seq <= CHUNK_ROWS + 10; seq++) fold.apply({ ...message, seq, channel: seq % 2 ? 'odd' : 'even' });
    const filter = columnFilter('channel=even', fold.table);
    const view = new FilteredRows(fold.table, filter);
    expect(view.length).toBe(CHUNK_ROWS / 2 + 5);
    expect(view.at(view.length - 1)).toBe(CHUNK_ROWS + 9);
    expect(view.indexOf(CHUNK_ROWS + 9)).toBe(view.length - 1);
    expect(view.indexOf(0)).toBe(-1);
    view.setFilter(filter, CHUNK_ROWS + 5);
    expect(rowsOf(view)).toEqual([CHUNK_ROWS + 5, CHUNK_ROWS + 7, CHUNK_ROWS + 9]);
  });
});

function rowsOf(view: FilteredRows): number[] {
  return Array.from({ length: view.length }, (_, i) => view.at(i) as number);
}

function expectSameTable(actual: MessageTable, expected: MessageTable): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.channels).toEqual(expected.channels);
  expect(actual.endpoints).toEqual(expected.endpoints);
  for (const name of COLUMN_NAMES) {
    const read = (table: MessageTable) =>
      Array.from({ length: table.length }, (_, row) => table.columns.get(row, name));
    expect(read(actual), name).toEqual(read(expected));
  }
}

describe('a damaged or hostile file', () => {
  const target = (number: number, name: string): JournalEntry => ({
    type: 'target',
    target: number,
    pid: number,
    name,
    electron: '',
    chrome: '',
    node: '',
    platform: '',
    arch: '',
    timeOrigin: 0,
    hooks: [],
  });

  test('whose messages stand in another order hides no answer, and says so', () => {
    const problems: string[] = [];
    const fold = new SessionFold();
    fold.onProblem = (problem) => problems.push(problem);
    for (const seq of [1, 3, 2, 3]) fold.apply({ ...message, seq });
    fold.apply({ type: 'outcome', seq: 2, at: 9, status: 'error' });
    fold.apply({ type: 'outcome', seq: 3, at: 9, status: 'ok' });
    const statuses = ['pending', 'ok', 'error', 'pending'] as const;
    expect([0, 1, 2, 3].map((row) => fold.table.columns.get(row, 'status'))).toEqual(statuses.map(statusIndex));
    expect(problems).toEqual([
      'its number 2 is not above 3, the one before',
      'its number 3 is not above 3, the one before',
    ]);
    expect(fold.rowOf(0, 2)).toBe(2);

    const copy = new SessionFold();
    copy.restore(JSON.parse(JSON.stringify(fold.saveState())), fold.table.columns);
    expect(copy.rowOf(0, 2)).toBe(2);
    expect(copy.rowOf(0, 3)).toBe(1);
  });

  test('whose app is renamed again and again adds endpoints only where they are used', () => {
    const fold = new SessionFold();
    fold.apply({ type: 'source', target: 1 });
    for (let id = 1; id <= 1000; id++) fold.apply({ type: 'endpoint', id, kind: 'frame' });
    for (let i = 0; i < 1000; i++) fold.apply(target(1, `app ${i}`));
    expect(fold.table.endpoints).toHaveLength(1000);
    fold.apply(message);
    expect(fold.table.endpoints).toHaveLength(1002);
    expect(fold.table.endpoints[fold.table.columns.get(0, 'from')]).toMatchObject({ id: 2, app: 'app 999' });
  });

  test('whose endpoints are described again and again keeps what is used', () => {
    const fold = new SessionFold();
    fold.apply({ type: 'source', target: 1 });
    const titles = 120_000;
    for (let i = 1; i <= titles; i++) fold.apply({ type: 'endpoint', id: 2, kind: 'frame', title: `title ${i}` });
    expect(fold.table.endpoints.length).toBeLessThan(titles / 2);
    fold.apply({ type: 'endpointEnd', id: 2, at: 5, exitCode: 3 });
    const copy = new SessionFold();
    copy.restore(JSON.parse(JSON.stringify(fold.saveState())), fold.table.columns);
    for (const one of [fold, copy]) {
      const row = one.apply(message) as number;
      expect(one.table.endpoints[one.table.columns.get(row, 'from')]).toMatchObject({
        title: `title ${titles}`,
        exitCode: 3,
        target: 1,
      });
    }
  });

  test('with more targets than can be told apart says so, and keeps their messages', () => {
    const problems: string[] = [];
    const fold = new SessionFold();
    fold.onProblem = (problem) => problems.push(problem);
    for (let i = 1; i <= 12_000; i++) {
      fold.apply(target(i, 'app'));
      fold.apply({ type: 'source', target: i });
      fold.apply({ ...message, seq: i });
    }
    fold.apply({ type: 'source', target: 4_000_000_000 });
    fold.apply({ ...message, seq: 12_001 });
    expect(fold.facts.targets.length).toBeLessThanOrEqual(10_001);
    expect(fold.table.length).toBe(12_001);
    expect(problems.at(-1)).toBe('target 4000000000 is beyond the number of targets that can be told apart');
    expect(fold.table.columns.get(12_000, 'target')).toBe(65_535);
  });
});
