import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { listProcesses, startTimeOf } from '../../../../src/main/targets/processes/processList';
import { ForeignGroups, groupEvents } from '../../../../src/main/targets/processGroup';
import { signalGroup, spawnProcess } from '../../../../src/main/targets/spawnProcess';
import { onlyWhere, posix } from '../../../support/conditions';

// Which process gets a number that was in use is up to the system.
vi.mock(import('../../../../src/main/targets/processes/processList'), async (original) => {
  const list = await original();
  return { ...list, startTimeOf: vi.fn(list.startTimeOf) };
});

/** Nobody presses Ctrl-C again. */
const patient = new AbortController().signal;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  vi.mocked(startTimeOf).mockClear();
});

/** Starts a program that leads a group and runs until it is ended. Resolves once it has printed. */
async function startGroup(script: string): Promise<{ pid: number; ended: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1000); console.log(1)`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, ended };
}

describe('groups of another process', onlyWhere(posix, 'processes have groups'), () => {
  test('are asked to end', async () => {
    const groups = new ForeignGroups();
    const { pid, ended } = await startGroup("process.on('SIGTERM', () => process.exit(7))");
    groups.take({ type: 'started', pid });
    await groups.end(patient);
    expect(await ended).toEqual([7, null]);
  });

  test('are killed when they do not end', async () => {
    const groups = new ForeignGroups();
    const { pid, ended } = await startGroup("process.on('SIGTERM', () => {})");
    groups.take({ type: 'started', pid });
    await groups.end(patient);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test('are killed without being asked once the user has lost patience', async () => {
    const groups = new ForeignGroups();
    const { pid, ended } = await startGroup("process.on('SIGTERM', () => process.exit(7))");
    groups.take({ type: 'started', pid });
    await groups.end(AbortSignal.abort());
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test('are left alone once they are released', async () => {
    const groups = new ForeignGroups();
    const { pid } = await startGroup('0');
    groups.take({ type: 'started', pid });
    groups.take({ type: 'released', pid });
    await groups.end(patient);
    expect(await startTimeOf(pid)).toBeDefined();
  });

  test('are left alone where the number was given to another process', async () => {
    const groups = new ForeignGroups();
    const { pid } = await startGroup('0');
    vi.mocked(startTimeOf).mockResolvedValueOnce('of the process before');
    groups.take({ type: 'started', pid });
    await groups.end(patient);
    expect(await startTimeOf(pid)).toBeDefined();
  });

  test('end with what is left in them, also without their first process', async () => {
    const groups = new ForeignGroups();
    const { pid, ended } = await startGroup(
      `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       process.on('SIGUSR2', () => process.exit())`,
    );
    const second = (await listProcesses()).find(({ parentPid }) => parentPid === pid)?.pid ?? 0;
    groups.take({ type: 'started', pid });
    process.kill(pid, 'SIGUSR2');
    await ended;
    expect(await startTimeOf(second)).toBeDefined();
    await groups.end(patient);
    await vi.waitFor(async () => expect(await startTimeOf(second)).toBeUndefined());
  });
});

test('a group is released once the last of it has ended, as its number may then be given to another', async () => {
  const news: string[] = [];
  const stopListening = groupEvents.on(({ type, pid }) => news.push(`${type} ${pid}`));
  const stays = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).unref()`;
  const { child } = await spawnProcess({
    executable: process.execPath,
    args: ['-e', stays],
    workingDirectory: process.cwd(),
    variables: process.env,
    remedy: 'Install Node.',
  });
  await vi.waitFor(() => expect(child.exitCode).toBe(0));
  expect(news).toEqual([`started ${child.pid}`]);
  signalGroup(child, 'SIGKILL');
  await vi.waitFor(() => expect(news).toEqual([`started ${child.pid}`, `released ${child.pid}`]), { timeout: 10_000 });
  stopListening();
});

test('what is started is reported, and its end', async () => {
  const news: string[] = [];
  const stopListening = groupEvents.on(({ type, pid }) => news.push(`${type} ${pid}`));
  const { child } = await spawnProcess({
    executable: process.execPath,
    args: ['-e', '0'],
    workingDirectory: process.cwd(),
    variables: process.env,
    remedy: 'Install Node.',
  });
  const { pid } = child;
  expect(news).toEqual([`started ${pid}`]);
  await vi.waitFor(() => expect(news).toEqual([`started ${pid}`, `released ${pid}`]));
  stopListening();
});
