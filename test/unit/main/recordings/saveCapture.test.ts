import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { type SaveOptions, saveCapture } from '../../../../src/main/recordings/saveCapture';
import { Session } from '../../../../src/main/recordings/session';
import { RowFlag } from '../../../../src/shared/columns/columns';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import { HEADER, writeCapture, writeRandomCapture } from '../../../support/captureFiles';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

const writerName = 'electroscope test';
const sessions: OpenedSession[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});

test('a whole save has every line, and the header of who saved it', async () => {
  const { folder, text, session } = await capture();
  const path = await saved(session, join(folder, 'copy.escope'));
  const [header, ...lines] = readFileSync(path, 'utf8').split('\n');
  expect(JSON.parse(header as string)).toEqual({ ...HEADER, writer: writerName });
  expect(lines).toEqual(text.split('\n').slice(1));
});

test('a compressed save is the same file, packed', async () => {
  const { folder, session } = await capture();
  const plain = await saved(session, join(folder, 'plain.escope'));
  const packed = await saved(session, join(folder, 'packed.escope'), { isCompressed: true });
  expect(gunzipSync(readFileSync(packed)).equals(readFileSync(plain))).toBe(true);
});

test('a part has the messages that were chosen, whole, with all that is not a message', async () => {
  const { folder, session } = await capture();
  const { table } = session.fold;
  const keeps = (row: number) => table.channelOf(row) === 'search' || row % 17 === 0;
  const path = await saved(session, join(folder, 'part.escope'), { keeps });
  const part = await OpenedSession.open(path);
  const kept = Array.from({ length: table.length }, (_, row) => row).filter(keeps);
  expect(part.fold.table.length).toBe(kept.length);
  expect(part.fold.table.endpoints).toEqual(table.endpoints);
  expect(part.fold.facts.targets).toEqual(session.fold.facts.targets);
  for (const [row, original] of kept.entries()) {
    expect(await part.readMessage(row)).toEqual(await session.readMessage(original));
    for (const column of ['status', 'handlerUs', 'blockingUs', 'atUs', 'target'] as const) {
      expect(part.fold.table.columns.get(row, column)).toEqual(table.columns.get(original, column));
    }
  }
  await part.close();
});

test('a sanitised save hides what rules would have hidden in the target', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'f.escope');
  const secret = 'hunter2-s3cr3t-value';
  const token = 'Bearer abcDEF123456abcDEF';
  const entries: JournalEntry[] = [...randomTraffic(1, 20)];
  entries.push(
    { type: 'endpoint', id: 2, kind: 'frame', url: `https://x.org/?access_token=${secret}` },
    message(9001, { args: [{ user: 'ada', password: secret, list: [secret.length, { note: token }] }] }),
    { type: 'outcome', seq: 9001, at: 5, status: 'error', error: { text: `no: ${token}`, value: { apiKey: secret } } },
    message(9002, { args: [], result: { cookie: { value: secret } }, stack: `at f (${token})` }),
  );
  writeCapture(source, entries);
  const session = await OpenedSession.open(source);
  const path = await saved(session, join(folder, 'clean.escope'), { redaction: DEFAULT_RULES });
  const text = readFileSync(path, 'utf8');
  expect(text).not.toContain(secret);
  expect(text).not.toContain('abcDEF');
  expect(text).toContain('"user":"ada"');
  expect(JSON.parse(text.split('\n')[0] as string)).toMatchObject({ sanitised: true });
  const clean = await OpenedSession.open(path);
  expect(clean.damage.count).toBe(0);
  expect(clean.fold.table.length).toBe(session.fold.table.length);
  const redacted = (opened: OpenedSession) =>
    Array.from({ length: 22 }, (_, row) => (opened.fold.table.columns.get(row, 'flags') & RowFlag.redacted) !== 0);
  expect(redacted(session).slice(20)).toEqual([false, false]);
  expect(redacted(clean).slice(20)).toEqual([true, true]);
  await Promise.all([clean.close(), session.close()]);
});

test('a live session is saved with what it has until then', async () => {
  const folder = temporaryFolder();
  const session = await Session.create(join(folder, 'live.escope'), 'test');
  const target = session.addTarget({ ...description(), name: 'live' });
  for (let seq = 1; seq <= 100; seq++) {
    session.ingest(target, Buffer.from(encodeLine(message(seq, { args: [seq] })).trimEnd()));
  }
  const path = join(folder, 'copy.escope');
  await saveCapture(session, path, { writerName });
  const copy = await OpenedSession.open(path);
  expect(copy.fold.table.length).toBe(100);
  await Promise.all([copy.close(), session.close()]);
});

test('what apps printed is in every save, and a sanitised one hides what patterns find in it', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'f.escope');
  const printed = (text: string): JournalEntry => ({
    ...{ type: 'output', pid: 7, readAt: '2026-11-21T09:30:01.000Z', stream: 'stdout', text },
  });
  writeCapture(source, [
    ...randomTraffic(1, 10),
    printed('Authorization: Bearer abcDEF123456abcDEF'),
    { type: 'outputGap', pid: 7, readAt: '2026-11-21T09:30:02.000Z', lines: 3 },
    printed('open /home/ada/notes.txt'),
  ]);
  const session = await OpenedSession.open(source);
  sessions.push(session);
  const shownIn = async (options: Partial<SaveOptions>) => {
    const copy = await OpenedSession.open(await saved(session, join(folder, 'copy.escope'), options));
    sessions.push(copy);
    return copy.fold.output.lines.map(({ text, leftOut }) => leftOut ?? text);
  };
  const all = ['Authorization: Bearer abcDEF123456abcDEF', 3, 'open /home/ada/notes.txt'];
  expect(await shownIn({})).toEqual(all);
  expect(await shownIn({ keeps: () => false })).toEqual(all);
  const [header, ...rest] = await shownIn({ redaction: DEFAULT_RULES });
  expect(header).toMatch(/^Authorization: ‹redacted: [a-z ]+›$/);
  expect(rest).toEqual([3, 'open ~/notes.txt']);
});

test('marks go with their messages', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'f.escope');
  const marks: JournalEntry[] = [
    { type: 'mark', target: 1, seq: 3 },
    { type: 'mark', target: 1, seq: 5 },
  ];
  writeCapture(source, [...randomTraffic(1, 10), ...marks]);
  const session = await OpenedSession.open(source);
  const path = await saved(session, join(folder, 'part.escope'), { keeps: (row) => row < 4 });
  const part = await OpenedSession.open(path);
  const marked = [0, 1, 2, 3].filter((row) => (part.fold.table.columns.get(row, 'flags') & RowFlag.marked) !== 0);
  expect(marked).toEqual([2]);
  expect(readFileSync(path, 'utf8').match(/"type":"mark"/g)).toHaveLength(1);
  await Promise.all([part.close(), session.close()]);
});

test('so does that the inspector sent them', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'f.escope');
  const replayed: JournalEntry[] = [2, 7].map((seq) => ({ type: 'replayed', seq, originTarget: 1, originSeq: 1 }));
  writeCapture(source, [...randomTraffic(1, 10), ...replayed]);
  const session = await OpenedSession.open(source);
  const path = await saved(session, join(folder, 'part.escope'), { keeps: (row) => row < 4 });
  const part = await OpenedSession.open(path);
  expect(part.fold.table.replays.list).toEqual([{ target: 1, seq: 2, origin: { target: 1, seq: 1 } }]);
  await Promise.all([part.close(), session.close()]);
});

test('so does what frames told of their side of the timing', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'f.escope');
  const delivery: JournalEntry = {
    type: 'delivery',
    // No other has this.
    clockErrorUs: 5,
    times: [
      [2, 1, null],
      [7, 2, null],
    ],
  };
  writeCapture(source, [...randomTraffic(1, 10), delivery, { ...delivery, times: [[9, 3, null]] }]);
  const session = await OpenedSession.open(source);
  const path = await saved(session, join(folder, 'part.escope'), { keeps: (row) => row < 4 });
  const lines = readFileSync(path, 'utf8').match(/.*"type":"delivery","clockErrorUs":5,.*/g);
  expect(lines?.map((line) => JSON.parse(line) as JournalEntry)).toEqual([{ ...delivery, times: [[2, 1, null]] }]);
  await session.close();
});

test('a save that is cancelled or can’t be written leaves what was there', async () => {
  const { folder, session } = await capture(20_000);
  const path = join(folder, 'there.escope');
  writeFileSync(path, 'before');
  const controller = new AbortController();
  const cancelled = saveCapture(session, path, {
    writerName,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(readFileSync(path, 'utf8')).toBe('before');
  const nowhere = join(folder, 'missing', 'x.escope');
  await expect(saveCapture(session, nowhere, { writerName })).rejects.toMatchObject({ code: 'save-failed' });
  expect(existsSync(nowhere)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

async function capture(messages = 2000) {
  const folder = temporaryFolder();
  const path = join(folder, 'f.escope');
  const text = writeRandomCapture(path, 7, messages, 2);
  const session = await OpenedSession.open(path);
  sessions.push(session);
  return { folder, text, session };
}

async function saved(session: OpenedSession, path: string, options: Partial<SaveOptions> = {}): Promise<string> {
  await saveCapture(session, path, { writerName, ...options });
  return path;
}

function message(seq: number, payload: object): JournalEntry {
  return {
    type: 'message',
    seq,
    at: seq,
    kind: 'invoke',
    direction: 'to-main',
    channel: 'auth:login',
    from: 2,
    to: 1,
    size: 10,
    args: [],
    ...payload,
  } as JournalEntry;
}

function description() {
  const [entry] = [...randomTraffic(1, 0)];
  if (entry?.type !== 'target') throw new Error('random traffic begins with its target');
  const { type: _type, target: _target, ...rest } = entry;
  return rest;
}
