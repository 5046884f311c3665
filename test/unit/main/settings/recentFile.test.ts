import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RecentFile } from '../../../../src/main/settings/recentFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const launch = (appPath: string, ...args: string[]) => ({
  method: 'launch' as const,
  appPath,
  args,
  workingDirectory: '/',
});
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

test('what was watched and shown last is kept, the latest first, and each once', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'deeper', 'recent.json');
  const first = new RecentFile(path);
  first.addTarget(launch(folder), 'Notes', at(1));
  first.addTarget({ method: 'attach', target: 'localhost:9229' }, '', at(2));
  first.addTarget(launch(folder, '--dev'), 'Notes', at(3));
  first.addTarget(launch(folder), 'Notes 2', at(4));
  const { targets } = new RecentFile(path).list();
  expect(targets.map(({ name, method, detail }) => [name, method, detail])).toEqual([
    ['Notes 2', 'launch', folder],
    ['Notes', 'launch', `${folder} --dev`],
    ['localhost:9229', 'attach', 'localhost:9229'],
  ]);
  expect(targets[0]?.usedAt).toBe('2026-01-01T00:04:00.000Z');
  const [latest] = targets;
  expect(new RecentFile(path).requestOf(latest?.id ?? '')).toEqual(launch(folder));
  expect(first.requestOf('launch nothing')).toBeUndefined();
});

test('a path is kept as what it meant where it was written, and leave to go to another computer is not kept', () => {
  const folder = temporaryFolder();
  const recent = new RecentFile(join(folder, 'recent.json'));
  recent.addTarget({ ...launch('./app'), workingDirectory: folder }, 'App');
  recent.addTarget({ method: 'attach', target: 'elsewhere:9229', allowsRemote: true }, 'Far');
  const [far, app] = recent.list().targets;
  expect(app?.detail).toBe(join(folder, 'app'));
  expect(recent.requestOf(far?.id ?? '')).toEqual({ method: 'attach', target: 'elsewhere:9229' });
});

test('a command is kept with where it ran', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'recent.json');
  const request = { method: 'command' as const, command: ['npm', 'run', 'dev'], workingDirectory: folder };
  new RecentFile(path).addTarget(request, 'App');
  const recent = new RecentFile(path);
  expect(recent.list().targets).toMatchObject([{ method: 'command', detail: 'npm run dev', isMissing: false }]);
  expect(recent.requestOf(recent.list().targets[0]?.id ?? '')).toEqual(request);
});

test('no more than ten are kept', () => {
  const recent = new RecentFile(join(temporaryFolder(), 'recent.json'));
  for (let i = 0; i < 14; i++) recent.addSession(`/captures/${i}.escope`, at(i));
  expect(recent.list().sessions.map(({ name }) => name)).toEqual(
    Array.from({ length: 10 }, (_, i) => `${13 - i}.escope`),
  );
});

test('tells what is not there any more, and how large the rest is', () => {
  const folder = temporaryFolder();
  const [app, capture] = [join(folder, 'app'), join(folder, 'run.escope')];
  mkdirSync(app);
  writeFileSync(capture, 'twelve bytes');
  const recent = new RecentFile(join(folder, 'recent.json'));
  recent.addTarget(launch(app), 'App');
  recent.addSession(capture);
  expect(recent.list()).toMatchObject({ targets: [{ isMissing: false }], sessions: [{ isMissing: false, bytes: 12 }] });
  rmSync(app, { recursive: true });
  rmSync(capture);
  expect(recent.list()).toMatchObject({ targets: [{ isMissing: true }], sessions: [{ isMissing: true, bytes: 0 }] });
});

test('forgets what is removed, and leaves the file of a session alone', () => {
  const folder = temporaryFolder();
  const capture = join(folder, 'run.escope');
  writeFileSync(capture, 'x');
  const path = join(folder, 'recent.json');
  const recent = new RecentFile(path);
  recent.addSession(capture);
  recent.addTarget(launch(folder), 'App');
  for (const { id } of [...recent.list().sessions, ...recent.list().targets]) recent.remove(id);
  expect(new RecentFile(path).list()).toEqual({ targets: [], sessions: [] });
  expect(readFileSync(capture, 'utf8')).toBe('x');
});

test.each([
  ['that is damaged', '{"version":1,'],
  ['of another version', '{"version":2,"targets":[],"sessions":[]}'],
  ['that is something else', '[]'],
])('a file %s counts as empty, and is written again', (_name, text) => {
  const path = join(temporaryFolder(), 'recent.json');
  writeFileSync(path, text);
  const recent = new RecentFile(path);
  expect(recent.list()).toEqual({ targets: [], sessions: [] });
  recent.addSession('/a.escope');
  expect(new RecentFile(path).list().sessions).toHaveLength(1);
});

test('of a file with wrong entries the right ones are taken', () => {
  const path = join(temporaryFolder(), 'recent.json');
  const usedAt = '2026-01-01T00:00:00.000Z';
  const right = { name: 'App', usedAt, request: launch('/app') };
  const wrong = [
    null,
    { ...right, request: { ...launch('/app'), args: [1] } },
    { ...right, request: { method: 'run' } },
    { ...right, request: { method: 'attach', target: 9229 } },
    { name: 'App', request: right.request },
    { ...right, request: { method: 'command', command: [], workingDirectory: '/' } },
  ];
  writeFileSync(path, JSON.stringify({ version: 1, targets: [...wrong, right], sessions: [{ path: 1, usedAt }, 'x'] }));
  const { targets, sessions } = new RecentFile(path).list();
  expect(targets.map(({ name }) => name)).toEqual(['App']);
  expect(sessions).toEqual([]);
});

test('targets in a file of an earlier version are taken', () => {
  const path = join(temporaryFolder(), 'recent.json');
  const { method, ...request } = launch('/app');
  const target = { name: 'App', usedAt: '2026-01-01T00:00:00.000Z', request: { way: method, ...request } };
  writeFileSync(path, JSON.stringify({ version: 1, targets: [target], sessions: [] }));
  const recent = new RecentFile(path);
  expect(recent.requestOf(recent.list().targets[0]?.id ?? '')).toEqual(launch('/app'));
});

test('a list that can’t be kept holds all the same', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file', 'recent.json');
  writeFileSync(join(folder, 'file'), 'in the way');
  const recent = new RecentFile(path);
  recent.addSession('/a.escope');
  expect(recent.list().sessions).toHaveLength(1);
});

test('on Windows, a path in other letters is of the same app or session', () => {
  const recent = new RecentFile(join(temporaryFolder(), 'recent.json'), 'win32');
  recent.addTarget(launch('/Apps/Notes'), 'Notes', at(1));
  recent.addTarget(launch('/apps/notes'), 'Notes', at(2));
  recent.addSession('C:\\Captures\\a.escope', at(1));
  recent.addSession('c:/captures/A.escope', at(2));
  const { targets, sessions } = recent.list();
  expect(targets.map(({ usedAt }) => usedAt)).toEqual([at(2).toISOString()]);
  expect(sessions.map(({ path }) => path)).toEqual(['c:/captures/A.escope']);
});
