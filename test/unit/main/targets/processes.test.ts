import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  listeningPorts,
  parseLsof,
  parseNetstat,
  parseProcTcp,
} from '../../../../src/main/targets/processes/listeningPorts';
import {
  elapsedSeconds,
  findProcess,
  listProcesses,
  parseCimJson,
  parsePs,
  processRole,
} from '../../../../src/main/targets/processes/processList';

describe('the processes of this computer', () => {
  test('include this one and what it starts, with their arguments', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'an argument']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const processes = await listProcesses();
    expect(processes.find(({ pid }) => pid === process.pid)?.parentPid).toBe(process.ppid);
    await expect
      .poll(() => findProcess(child.pid ?? 0))
      .toMatchObject({ parentPid: process.pid, args: expect.arrayContaining(['an argument']) });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await findProcess(child.pid ?? 0)).toBeUndefined();
  });

  test('tell when they began, where the system does', async () => {
    const before = Date.now();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    onTestFinished(() => void child.kill());
    await once(child, 'spawn');
    const { startedAtMs = Number.NaN } = (await findProcess(child.pid ?? 0)) ?? {};
    const isRight = startedAtMs > before - 100 && startedAtMs < Date.now() + 100;
    expect(isRight).toBe(process.platform === 'linux');
  });

  test('have ports on which they listen', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect(await listeningPorts(process.pid)).toContain((server.address() as AddressInfo).port);
    expect(await listeningPorts(2 ** 30)).toEqual([]);
  });

  test('are told by ps', () => {
    const output = [
      '    1     0 /sbin/launchd',
      '  501     1 /Applications/My App.app/Contents/MacOS/My App --flag /some/path',
      '  502   501 /Applications/My App.app/Contents/Frameworks/My App Helper.app/Contents/MacOS/My App Helper --type=renderer --x',
      'nonsense',
    ].join('\n');
    const [first, app, helper, ...others] = parsePs(output);
    expect(first).toEqual({ pid: 1, parentPid: 0, executable: '/sbin/launchd', args: ['/sbin/launchd'] });
    expect(app).toMatchObject({
      pid: 501,
      executable: '/Applications/My App.app/Contents/MacOS/My App',
      args: ['/Applications/My App.app/Contents/MacOS/My App', '--flag', '/some/path'],
    });
    expect(processRole(helper?.args ?? [])).toBe('renderer');
    expect(others).toEqual([]);
  });

  test('are told by Windows, one or several', () => {
    const item = {
      ProcessId: 12,
      ParentProcessId: 3,
      ExecutablePath: 'C:\\Program Files\\App\\App.exe',
      CommandLine: '"C:\\Program Files\\App\\App.exe" --type=gpu-process "a b"',
    };
    const expected = {
      pid: 12,
      parentPid: 3,
      executable: 'C:\\Program Files\\App\\App.exe',
      args: ['C:\\Program Files\\App\\App.exe', '--type=gpu-process', 'a b'],
    };
    expect(parseCimJson(JSON.stringify(item))).toEqual([expected]);
    expect(parseCimJson(JSON.stringify([item, { ...item, ExecutablePath: null, CommandLine: null }, 5, null]))).toEqual(
      [expected, { ...expected, executable: undefined, args: [] }],
    );
    expect(parseCimJson('')).toEqual([]);
  });

  test('have run for the time that ps tells', () => {
    expect(['00:02', ' 01:05\n', '02:00:01', '3-00:00:00'].map(elapsedSeconds)).toEqual([2, 65, 7201, 259_200]);
    expect(elapsedSeconds('')).toBeNaN();
  });

  test('have roles, in one argument or several', () => {
    expect(processRole(['app', '--type=renderer'])).toBe('renderer');
    expect(processRole(['app --type=zygote --no-sandbox'])).toBe('zygote');
    expect(processRole(['app', 'main.js', '--my-type=x'])).toBeUndefined();
  });
});

describe('listening ports', () => {
  test('are read from /proc/net/tcp', () => {
    const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0
   2: 0100007F:240E 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
   3: 00000000000000000000000001000000:2382 00000000000000000000000000000000:0000 0A 0:0 00:0 0  0 0 333 1 0 100 0 0 10 0`;
    expect(parseProcTcp(tables, new Set(['111', '333']))).toEqual([0x240d, 0x2382]);
  });

  test('are told by lsof and netstat', () => {
    expect(parseLsof('p12\nf23\nn127.0.0.1:9229\nf24\nn[::1]:9230\nf25\nn127.0.0.1:9229\n')).toEqual([9229, 9230]);
    const netstat = [
      'Aktive Verbindungen',
      '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
      '  TCP    127.0.0.1:9229         0.0.0.0:0              ABHÖREN          12',
      '  TCP    127.0.0.1:9230         0.0.0.0:0              ABHÖREN          13',
      '  TCP    127.0.0.1:9231         10.0.0.1:443           HERGESTELLT      12',
      '  TCP    [::1]:9232             [::]:0                 ABHÖREN          12',
    ].join('\r\n');
    expect(parseNetstat(netstat, 12)).toEqual([9229, 9232]);
  });
});
