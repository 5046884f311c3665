import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCaptures } from '../../../../src/main/recordings/mergeCaptures';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { readEntries } from '../../../support/captureFile';
import { writeCapture, writeRandomCapture } from '../../../support/captureFiles';
import { messageEntry, targetDescription } from '../../../support/faults/entries';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

test('has the messages of every capture, as they were, in the order of time', async () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.escope`));
  for (const [i, path] of paths.entries()) writeRandomCapture(path, i + 1, 400 + i * 100, i + 1);
  const to = join(folder, 'merged.escope');
  const progress: number[] = [];
  await mergeCaptures(paths, to, {
    writerName: 'test',
    onProgress(readBytes, totalBytes) {
      progress.push(readBytes / totalBytes);
    },
  });
  expect(progress.at(-1)).toBe(1);
  const merged = await OpenedSession.open(to);
  expect(merged.damage).toMatchObject({ count: 0, tornBytes: 0 });
  const { table, facts } = merged.fold;
  expect(table.length).toBe(400 + 500 + 600);
  expect(facts.targets.map(({ target }) => target)).toEqual([1, 2, 3, 4, 5, 6]);

  // Each capture's messages are all there, in their order, under targets of its own.
  const seen = new Map<string, number>();
  for (const path of paths) {
    const single = await OpenedSession.open(path);
    for (let row = 0; row < single.fold.table.length; row++) {
      const { message } = await single.readMessage(row);
      seen.set(message, (seen.get(message) ?? 0) + 1);
    }
    await single.close();
  }
  const lastSeq = new Map<number, number>();
  const lastTime = new Map<number, number>();
  for (let row = 0; row < table.length; row++) {
    const { message } = await merged.readMessage(row);
    seen.set(message, (seen.get(message) ?? 0) - 1);
    const target = table.columns.get(row, 'target');
    const seq = table.columns.get(row, 'seq');
    expect(seq).toBe((lastSeq.get(target) ?? 0) + 1);
    lastSeq.set(target, seq);
    lastTime.set(target, table.columns.get(row, 'atUs'));
    expect(merged.fold.rowOf(target, seq)).toBe(row);
  }
  expect([...seen.values()].every((count) => count === 0)).toBe(true);
  expect([...lastSeq.values()].reduce((sum, seq) => sum + seq, 0)).toBe(1500);
  await merged.close();
});

test('is in the order of time across captures', async () => {
  const folder = temporaryFolder();
  const paths = [join(folder, 'a.escope'), join(folder, 'b.escope')];
  // One target each, whose clocks began at the same time.
  for (const [i, path] of paths.entries()) writeRandomCapture(path, i + 7, 300);
  const to = join(folder, 'merged.escope');
  await mergeCaptures(paths, to, { writerName: 'test' });
  const { fold, close } = await opened(to);
  const times = Array.from({ length: fold.table.length }, (_, row) => fold.table.columns.get(row, 'atUs'));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(Array.from(times, (_, row) => fold.table.columns.get(row, 'target'))).size).toBe(2);
  await close();
});

test('leaves nothing behind when one can’t be read', async () => {
  const folder = temporaryFolder();
  const good = join(folder, 'a.escope');
  writeRandomCapture(good, 1, 10);
  const merging = mergeCaptures([good, join(folder, 'missing')], join(folder, 'm.escope'), { writerName: 'test' });
  await expect(merging).rejects.toMatchObject({ code: 'no-such-path' });
});

async function opened(path: string) {
  const session = await OpenedSession.open(path);
  return { fold: session.fold, close: () => session.close() };
}

test('what was sent again leads to its original, whose app has another number now', async () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b'].map((name) => join(folder, `${name}.escope`));
  for (const [i, path] of paths.entries()) {
    const replayed: JournalEntry = { type: 'replayed', seq: 5, originTarget: 1, originSeq: 2 };
    writeCapture(path, [...randomTraffic(i + 1, 10), replayed]);
  }
  const to = join(folder, 'merged.escope');
  await mergeCaptures(paths, to, { writerName: 'test' });
  const merged = await OpenedSession.open(to);
  expect(merged.fold.table.replays.list).toEqual(
    [1, 2].map((target) => ({ target, seq: 5, origin: { target, seq: 2 } })),
  );
  await merged.close();
});

test('what is missing, and how an app ended, stand at their time among the messages of the others', async () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b'].map((name) => join(folder, `${name}.escope`));
  const message = (seq: number, at: number): JournalEntry => ({
    type: 'message',
    seq,
    at,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 0,
    args: [],
  });
  const target: JournalEntry = {
    type: 'target',
    target: 1,
    name: 'app',
    pid: 1,
    electron: '45',
    chrome: '1',
    node: '24',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_795_000_000_000_000,
    hooks: [],
  };
  const source: JournalEntry = { type: 'source', target: 1 };
  const gap: JournalEntry = { type: 'gap', at: 5_000_000, until: 5_500_000, messages: 3, reason: 'no room' };
  const endedAt = new Date(1_795_000_000_000 + 8000).toISOString();
  writeCapture(paths[0] as string, [
    ...[target, source, message(1, 1000), gap],
    ...[message(5, 6_000_000), { type: 'targetEnd', target: 1, endedAt, signal: 'SIGKILL' } as const],
  ]);
  writeCapture(paths[1] as string, [target, source, ...[1, 2, 3, 4].map((i) => message(i, i * 2_500_000 - 500_000))]);
  const to = join(folder, 'merged.escope');
  await mergeCaptures(paths, to, { writerName: 'test' });
  const { fold, close } = await opened(to);
  const times = Array.from({ length: fold.table.length }, (_, row) => fold.table.columns.get(row, 'atUs') % 1e9);
  expect(times).toEqual([1000, 2_000_000, 4_500_000, 6_000_000, 7_000_000, 9_500_000]);
  expect(fold.facts.gaps).toMatchObject([{ row: 3, messages: 3 }]);
  expect(fold.facts.targets.find(({ signal }) => signal === 'SIGKILL')).toMatchObject({ endedRow: 5 });
  await close();
});

test('what apps printed stands at its time among the messages of the others', async () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b'].map((name) => join(folder, `${name}.escope`));
  const readAt = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000).toISOString();
  const target: JournalEntry = { type: 'target', target: 1, ...targetDescription() };
  const messageAt = (seq: number, at: number): JournalEntry => ({ ...messageEntry(seq, []), at });
  const source: JournalEntry = { type: 'source', target: 1 };
  const printed = (seconds: number): JournalEntry => ({
    ...{ type: 'output', pid: 7, readAt: readAt(seconds), stream: 'stderr', text: `at ${seconds}` },
  });
  writeCapture(paths[0] as string, [target, printed(2), printed(4), printed(6)]);
  const gap: JournalEntry = { type: 'outputGap', pid: 8, readAt: readAt(5), lines: 9 };
  writeCapture(paths[1] as string, [target, source, ...[1, 2].map((i) => messageAt(i, i * 1_500_000)), gap]);
  const to = join(folder, 'merged.escope');
  await mergeCaptures(paths, to, { writerName: 'test' });
  const { fold, close } = await opened(to);
  expect(fold.output.lines.map(({ text, leftOut }) => leftOut ?? text)).toEqual(['at 2', 'at 4', 9, 'at 6']);
  const order = readEntries(to).filter(({ type }) => ['output', 'outputGap', 'message'].includes(type));
  expect(order.map(({ type }) => type)).toEqual(['message', 'output', 'message', 'output', 'outputGap', 'output']);
  expect(fold.table.columns.get(1, 'target')).toBe(2);
  await close();
});
