import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findUnfinished, markLive, unmarkLive } from '../../../../src/main/journal/liveMarker';
import { Housekeeping } from '../../../../src/main/recordings/housekeeping';
import {
  deleteSessions,
  planRetention,
  type StoredSession,
  storedSessions,
} from '../../../../src/main/recordings/retention';
import { RetentionFile } from '../../../../src/main/settings/retentionFile';
import { DEFAULT_RETENTION } from '../../../../src/shared/session/retentionSettings';
import { writeRandomCapture } from '../../../support/captureFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.now();
let shown: string | undefined;

function sessions(...ages: readonly (readonly [days: number, bytes: number])[]): StoredSession[] {
  return ages.map(([days, bytes]) => ({ path: `${days}`, bytes, endedMs: NOW - days * DAY_MS }));
}

test.each([
  ['what is too old', { maxSessions: 0, maxBytes: 0, maxAgeDays: 10 }, ['30', '11']],
  ['the oldest beyond a number', { maxSessions: 2, maxBytes: 0, maxAgeDays: 0 }, ['30', '11']],
  ['the oldest beyond a size', { maxSessions: 0, maxBytes: 250, maxAgeDays: 0 }, ['30', '11']],
  ['whatever one of the limits says', { maxSessions: 3, maxBytes: 1000, maxAgeDays: 10 }, ['30', '11']],
  ['nothing without limits', { maxSessions: 0, maxBytes: 0, maxAgeDays: 0 }, []],
])('%s goes, the oldest first', (_what, settings, gone) => {
  const plan = planRetention(sessions([1, 100], [30, 100], [2, 100], [11, 100]), settings, NOW);
  expect(plan.map(({ path }) => path)).toEqual(gone);
});

test('settings that are wrong or missing are as usual, and can be changed', () => {
  const path = join(temporaryFolder(), 'retention.json');
  const file = new RetentionFile(path);
  expect(file.read()).toEqual(DEFAULT_RETENTION);
  for (const [text, expected] of [
    ['{"maxSessions":7,"maxBytes":"much"}', { ...DEFAULT_RETENTION, maxSessions: 7 }],
    ['[1]', DEFAULT_RETENTION],
    ['{', DEFAULT_RETENTION],
  ] as const) {
    writeFileSync(path, text);
    expect(file.read()).toEqual(expected);
  }
  expect(file.change({ maxSessions: 3, maxBytes: -1, maxAgeDays: 9 })).toEqual({
    maxSessions: 3,
    maxBytes: DEFAULT_RETENTION.maxBytes,
    maxAgeDays: 9,
  });
  expect(new RetentionFile(path).read()).toMatchObject({ maxSessions: 3, maxAgeDays: 9 });
  writeFileSync(join(path, '..', 'file'), '');
  expect(() => new RetentionFile(join(path, '..', 'file', 'retention.json')).change({})).toThrow(
    /can’t be written to .*retention\.json/,
  );
});

test('a session whose process is gone is offered, until the user has answered', async () => {
  const { folder, settings } = folders();
  const [crashed, running, closed] = ['a.escope', 'b.escope', 'c.escope'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [crashed, running, closed]) writeRandomCapture(path, 1, 20);
  await markLive(running, 'notes');
  await markLive(closed, 'notes');
  await unmarkLive(closed);
  // No process has this number.
  const marker = { pid: 2 ** 30, name: 'notes', startedAt: new Date().toISOString() };
  writeFileSync(`${crashed}.live`, JSON.stringify(marker));
  const opened: string[] = [];
  const open = async (path: string) => opened.push(path);
  const housekeeping = new Housekeeping(settings);
  await housekeeping.look();
  expect(housekeeping.open).toHaveLength(1);
  expect(housekeeping.open[0]).toMatchObject({
    id: crashed,
    title: 'A session with notes was not closed',
    unclosed: expect.stringMatching(/^notes, since .+ KB$/),
  });
  await housekeeping.answer('/etc/passwd', true, open);
  expect(opened).toEqual([]);
  await housekeeping.answer(crashed, true, open);
  expect(opened).toEqual([crashed]);
  await housekeeping.look();
  expect(housekeeping.open).toEqual([]);
  await unmarkLive(running);
});

test('of many that were not closed, the newest five are offered', async () => {
  const { folder, settings } = folders();
  for (let i = 1; i <= 6; i++) {
    const path = join(folder, `${i}.escope`);
    writeRandomCapture(path, 1, 1);
    writeFileSync(
      `${path}.live`,
      JSON.stringify({ pid: 2 ** 30, name: `app ${i}`, startedAt: new Date(NOW - (7 - i) * DAY_MS).toISOString() }),
    );
  }
  const housekeeping = new Housekeeping(settings);
  await housekeeping.look();
  const names = housekeeping.open.map(({ title }) => /app \d/.exec(title)?.[0]);
  expect(names.sort()).toEqual(['app 2', 'app 3', 'app 4', 'app 5', 'app 6']);
});

test('a marker of before the process that has its number now is of no living process', async () => {
  const { folder } = folders();
  const path = join(folder, 'a.escope');
  writeRandomCapture(path, 1, 1);
  await markLive(path, 'notes');
  const later = async () => Date.now() + 1000;
  expect((await findUnfinished(folder, later)).map(({ journalPath }) => journalPath)).toEqual([path]);
  for (const startMsOf of [async () => Date.now() - 60_000, async () => undefined])
    expect(await findUnfinished(folder, startMsOf)).toEqual([]);
});

test('an old session that can’t be deleted does not keep the others', async () => {
  const { folder, settings } = folders();
  const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.escope`));
  for (const path of paths) writeRandomCapture(path, 1, 1);
  const sessions = await storedSessions(folder);
  const remove = async (path: string) => {
    if (path.endsWith('b.escope')) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY', syscall: 'unlink' });
    rmSync(path);
  };
  const left = await deleteSessions(sessions, settings.indexFolder, remove);
  expect(left.map(({ path }) => path)).toEqual([paths[1]]);
  expect(readdirSync(folder)).toEqual(['b.escope']);
});

test('a marker of before the system started is of no living process', async () => {
  const { folder } = folders();
  const path = join(folder, 'a.escope');
  writeRandomCapture(path, 1, 1);
  writeFileSync(`${path}.live`, JSON.stringify({ pid: process.pid, name: 'x', startedAt: '2001-01-01T00:00:00Z' }));
  expect((await findUnfinished(folder)).map(({ journalPath }) => journalPath)).toEqual([path]);
  // One that can't be read, or is of no journal, is cleared away.
  writeFileSync(`${path}.live`, 'nonsense');
  writeFileSync(join(folder, 'gone.escope.live'), JSON.stringify({ pid: 0, name: 'x', startedAt: '' }));
  expect(await findUnfinished(folder)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['a.escope']);
});

test('nothing is deleted before the user has agreed, and never what is open or to be recovered', async () => {
  const { folder, settings } = folders();
  const paths = ['old', 'live', 'crashed', 'new'].map((name) => join(folder, `${name}.escope`));
  for (const path of paths) writeRandomCapture(path, 1, 20);
  for (const path of paths.slice(0, 3)) utimesSync(path, new Date(), new Date(NOW - 30 * DAY_MS));
  await markLive(join(folder, 'live.escope'), 'x');
  writeFileSync(
    join(folder, 'crashed.escope.live'),
    JSON.stringify({ pid: 2 ** 30, name: 'x', startedAt: new Date().toISOString() }),
  );
  const retention5 = { maxSessions: 0, maxBytes: 0, maxAgeDays: 5 };
  const housekeeping = new Housekeeping({ ...settings, retention: () => retention5 });
  shown = join(folder, 'old.escope');
  await housekeeping.look();
  expect(housekeeping.open.find(({ id }) => id === 'retention')).toBeUndefined();
  shown = undefined;
  await housekeeping.look();
  const retention = housekeeping.open.find(({ id }) => id === 'retention');
  expect(retention?.title).toBe('1 old session is due to be deleted');
  expect(paths.every((path) => existsSync(path))).toBe(true);
  await housekeeping.answer('retention', false, async () => {});
  expect(paths.every((path) => existsSync(path))).toBe(true);
  await housekeeping.look();
  await housekeeping.answer('retention', true, async () => {});
  expect(paths.map((path) => existsSync(path))).toEqual([false, true, true, true]);
  await unmarkLive(join(folder, 'live.escope'));
});

function folders() {
  const folder = join(temporaryFolder(), 'sessions');
  mkdirSync(folder);
  const settings = {
    sessionsFolder: folder,
    indexFolder: join(folder, '..', 'indexes'),
    retention: () => DEFAULT_RETENTION,
    shownFiles: () => [shown],
  };
  return { folder, settings };
}
