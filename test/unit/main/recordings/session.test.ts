import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JournalWriter, type LinePlace } from '../../../../src/main/journal/journalWriter';
import { Session } from '../../../../src/main/recordings/session';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { JournalEntry, TargetEntry } from '../../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault } from '../../../../src/shared/journal/lineCodec';
import type { TargetEnd } from '../../../../src/shared/journal/targetEnds';
import { posix } from '../../../support/conditions';
import { messageEntry } from '../../../support/faults/entries';
import { randomTraffic, seededRandom } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('a live session', () => {
  test('writes what can be folded to the same table again', async () => {
    const path = join(temporaryFolder(), 'new', 'folder', 's.escope');
    const session = await Session.create(path, 'test 1');
    feed(session, [...randomTraffic(5, 2000, 2)]);
    await session.flush();

    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      type: 'header',
      format: 'electroscope',
      version: 1,
      writer: 'test 1',
    });
    const fold = new SessionFold();
    for (const line of lines) {
      const entry = decodeLine(line);
      if (isFault(entry)) throw new Error(entry.fault);
      fold.apply(entry);
    }
    expect(fold.table.length).toBe(session.fold.table.length);
    expect(fold.facts).toEqual(session.fold.facts);
    if (posix.holds()) expect(statSync(path).mode & 0o077).toBe(0);
    await session.close();
  });

  test('gives back the lines of every message, written or not yet', async () => {
    const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
    const random = seededRandom(9);
    const entries = [...randomTraffic(6, 1500)];
    for (const entry of entries) {
      feed(session, [entry]);
      if (entry.type === 'message' && random() < 0.05) {
        const { message } = await session.readMessage(session.fold.table.length - 1);
        expect(JSON.parse(message)).toEqual(JSON.parse(JSON.stringify(entry)));
      }
    }
    for (let row = 0; row < session.fold.table.length; row++) {
      const { message, outcome, stack } = await session.readMessage(row);
      const { seq } = JSON.parse(message) as { seq: number };
      expect(session.fold.rowOf(1, seq)).toBe(row);
      const later = entries.find((entry) => entry.type === 'outcome' && entry.seq === seq);
      expect(outcome && JSON.parse(outcome)).toEqual(later && JSON.parse(JSON.stringify(later)));
      expect(stack && JSON.parse(stack)).toEqual(entries.find((entry) => entry.type === 'stack' && entry.seq === seq));
    }
    await session.close();
  });

  test('keeps lines of large payloads whole', async () => {
    const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
    const target = session.addTarget(description());
    const args = ['y'.repeat(700_000), { nested: new Array(1000).fill('z') }];
    const line = Buffer.from(
      encodeLine({
        type: 'message',
        seq: 1,
        at: 1,
        kind: 'send',
        direction: 'to-main',
        channel: 'c',
        from: 2,
        to: 1,
        size: 9,
        args,
      }).trimEnd(),
    );
    session.ingest(target, line);
    expect(JSON.parse((await session.readMessage(0)).message).args).toEqual(args);
    await session.close();
  });

  test('tells of lines that are no entries, and does not keep them', async () => {
    const path = join(temporaryFolder(), 's.escope');
    const session = await Session.create(path, 'test');
    const target = session.addTarget(description());
    for (const line of [
      'nonsense',
      '{"type":"header"}',
      '{"type":"target","target":9}',
      '{"type":"source","target":4}',
    ]) {
      session.ingest(target, Buffer.from(line));
    }
    expect(session.fold.facts.faults).toHaveLength(4);
    expect(session.fold.facts.targets).toHaveLength(1);
    await session.close();
    expect(lineTypes(path)).toEqual(['header', 'target', 'targetEnd']);
  });
});

describe('when a target has ended', () => {
  const message = (seq: number): JournalEntry => messageEntry(seq, []);
  const gap = (messages: number): JournalEntry => ({ type: 'gap', at: 1, until: 2, messages, reason: 'no room' });

  async function ended(entries: readonly JournalEntry[], agentEnd: number | undefined, end: TargetEnd = {}) {
    const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
    const target = session.addTarget(description());
    for (const entry of entries) session.ingest(target, Buffer.from(encodeLine(entry).trimEnd()));
    if (agentEnd !== undefined) session.agentEnded(target, { type: 'end', seq: agentEnd, exitCode: 7 });
    session.endTarget(target, end);
    const { gaps, targets } = session.fold.facts;
    const { droppedMessages } = session.fold;
    await session.close();
    const { timeOrigin } = description();
    const times = gaps.map(({ atUs, untilUs }) => [atUs - timeOrigin, untilUs - timeOrigin]);
    return { gaps, times, droppedMessages, target: targets[0] };
  }

  test('nothing is missing if the agent has said so, and all has come', async () => {
    const { gaps, droppedMessages, target } = await ended([message(1), message(2)], 2);
    expect(gaps).toEqual([]);
    expect(droppedMessages).toBe(0);
    expect(target).toMatchObject({ exitCode: 7 });
    expect(target?.incomplete).toBeUndefined();
  });

  test('it is told how many of its last messages did not come', async () => {
    const { gaps, times, droppedMessages, target } = await ended([message(1), message(2)], 40);
    expect(gaps).toMatchObject([{ messages: 38, reason: 'they did not arrive before the app ended' }]);
    expect(times).toEqual([[20, 20]]);
    expect(droppedMessages).toBe(38);
    expect(target?.incomplete).toBeUndefined();
  });

  test('holes are counted that no gap explains', async () => {
    const entries = [message(1), gap(3), message(5), message(8), message(9)];
    const { gaps, times, droppedMessages } = await ended(entries, 9);
    expect(gaps).toMatchObject([{ messages: 3 }, { messages: 2 }]);
    expect(times[1]).toEqual([50, 80]);
    expect(droppedMessages).toBe(5);
  });

  test('it is told that there may be more if the agent has not said that this is all', async () => {
    const entries = [message(1), message(4)];
    expect(await ended(entries, undefined)).toMatchObject({ droppedMessages: 2, target: { incomplete: true } });
    const killed = await ended(entries, undefined, { signal: 'SIGKILL' });
    expect(killed.target).toMatchObject({ signal: 'SIGKILL', incomplete: true });
    const left = await ended(entries, undefined, { detached: true });
    expect(left.target?.incomplete).toBeUndefined();
  });

  test('its own exit code counts less than what the system tells', async () => {
    expect((await ended([message(1)], 1, { exitCode: 3 })).target).toMatchObject({ exitCode: 3 });
    expect((await ended([message(1)], 1, { signal: 'SIGTERM' })).target?.exitCode).toBeUndefined();
  });

  test('what comes after the agent has said that this is all takes that back', async () => {
    const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
    const target = session.addTarget(description());
    session.agentEnded(target, { type: 'end', seq: 0 });
    session.ingest(target, Buffer.from(encodeLine(message(1)).trimEnd()));
    session.endTarget(target, {});
    expect(session.fold.facts.targets).toMatchObject([{ incomplete: true }]);
    await session.close();
  });
});

describe('the journal writer', () => {
  test('refuses to write over a file', async () => {
    const path = join(temporaryFolder(), 's.escope');
    const writer = await JournalWriter.create(path);
    await expect(JournalWriter.create(path)).rejects.toThrow('EEXIST');
    await writer.close();
  });

  test('writes by itself, without being asked to', async () => {
    const path = join(temporaryFolder(), 's.escope');
    const writer = await JournalWriter.create(path);
    writer.append(Buffer.from('a line'));
    await expect.poll(() => readFileSync(path, 'utf8')).toBe('a line\n');
    await writer.close();
  });

  test('keeps places and order under any sizes', async () => {
    const path = join(temporaryFolder(), 's.escope');
    const writer = await JournalWriter.create(path);
    const random = seededRandom(4);
    const lines = Array.from({ length: 400 }, (_, i) => `${i}:${'x'.repeat(Math.floor(random() ** 8 * 600_000))}`);
    const places = [];
    for (const line of lines) {
      places.push(writer.append(Buffer.from(line)) as LinePlace);
      if (random() < 0.05) await writer.flush();
    }
    for (const [i, place] of places.entries()) expect((await writer.read(place)).toString()).toBe(lines[i]);
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
  });
});

function lineTypes(path: string): string[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as JournalEntry).type);
}

function feed(session: Session, entries: readonly JournalEntry[]): void {
  for (const entry of entries) {
    if (entry.type === 'target') session.addTarget(entry);
    else if (entry.type === 'source') current.set(session, entry.target);
    else session.ingest(current.get(session) ?? 1, Buffer.from(encodeLine(entry).trimEnd()));
  }
}

const current = new WeakMap<Session, number>();

function description(): Omit<TargetEntry, 'type' | 'target'> {
  const [entry] = [...randomTraffic(1, 0)];
  if (entry?.type !== 'target') throw new Error('random traffic begins with its target');
  const { type: _type, target: _target, ...rest } = entry;
  return rest;
}
