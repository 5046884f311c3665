import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { powerShell, runTool, windowsStartMs } from '../../../../src/main/base/systemTools';
import { leftBelow } from '../../../../src/main/targets/processes/descendants';
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
  parsePs,
  processRole,
} from '../../../../src/main/targets/processes/processList';
import { parseLsofFolder } from '../../../../src/main/targets/processes/runningApps';
import { parseCimJson, processQuery } from '../../../../src/main/targets/processes/windowsProcesses';
import { relaunchesAmong } from '../../../../src/main/targets/relaunchedApp';
import { macOS, onlyWhere, posix, windows } from '../../../support/conditions';

describe('the processes of this computer', () => {
  test('include this one and what it starts, with their arguments', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'an argument', 'Jürgen']);
    // ps of macOS does not tell where an argument ends.
    const args = process.platform === 'darwin' ? ['an', 'argument', 'Jürgen'] : ['an argument', 'Jürgen'];
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const processes = await listProcesses();
    expect(processes.find(({ pid }) => pid === process.pid)?.parentPid).toBe(process.ppid);
    await expect
      .poll(() => findProcess(child.pid ?? 0))
      .toMatchObject({ parentPid: process.pid, args: expect.arrayContaining(args) });
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
    expect(isRight).toBe(process.platform !== 'darwin');
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
    expect(parseCimJson(JSON.stringify({ ...item, StartedAtMs: 1_700_000_000_123 }))).toEqual([
      { ...expected, startedAtMs: 1_700_000_000_123 },
    ]);
  });

  test('are asked for in UTF-8 on Windows, and one alone where one is wanted', () => {
    const [file, args] = processQuery(12);
    expect(file).toMatch(/\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/);
    expect(args.at(-1)).toMatch(/^\[Console\]::OutputEncoding=\[Text\.Encoding\]::UTF8;/);
    expect(args.at(-1)).toContain(" -Filter 'ProcessId=12' ");
    expect(processQuery()[1].at(-1)).not.toContain('-Filter');
    expect(powerShell('1', { SystemRoot: 'D:\\Win' })[0]).toMatch(/^D:\\Win\\System32\\/);
  });

  test('have no executable on Windows where its path could not be decoded', () => {
    const path = 'C:\\Users\\Jürgen\\App.exe';
    const line = Buffer.from(JSON.stringify({ ProcessId: 1, ParentProcessId: 0, ExecutablePath: path }));
    expect(parseCimJson(line.toString('utf8'))[0]?.executable).toBe(path);
    // As code page 1252 writes it.
    const inCodePage = Buffer.from(line.toString('utf8'), 'latin1').toString('utf8');
    expect(parseCimJson(inCodePage)[0]?.executable).toBeUndefined();
  });

  test.each([
    ['/Applications/Slack.app/Contents/MacOS/Slack', 'slack://open'],
    ['/p/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron', '.'],
    ['/p/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron', 'dist/main.js'],
    ['/Applications/My App.app/Contents/MacOS/My App', 'a file'],
  ])('%s is told by ps with “%s”', (executable, args) => {
    const [info] = parsePs(` 7 1 ${executable} ${args}`, (path) => path === executable);
    expect(info).toMatchObject({ executable, args: [executable, ...args.split(' ')] });
  });

  test('are those of a relaunched app, however Windows writes its path', () => {
    const root = { pid: 5, executable: 'C:\\Apps\\Notes.exe' };
    const process = { pid: 9, parentPid: 1, executable: 'c:\\apps\\notes.EXE', args: ['notes'] };
    expect(relaunchesAmong([process], root, 'C:/Apps/Notes.exe', 'win32')).toEqual([process]);
    expect(relaunchesAmong([process], root, 'C:/Apps/Notes.exe', 'linux')).toEqual([]);
    const renderer = { ...process, args: ['notes', '--type=renderer'] };
    expect(relaunchesAmong([renderer], root, 'C:/Apps/Notes.exe', 'win32')).toEqual([]);
  });

  test('that a process has left behind are those that began while it, or what it had started, was there', () => {
    const info = (pid: number, parentPid: number, startedAtMs?: number) => ({
      ...{ pid, parentPid, executable: undefined, args: [] },
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
    });
    const past = [
      { pid: 10, startedAtMs: 1000, endedAtMs: 5000 },
      { pid: 11, startedAtMs: 1100, endedAtMs: 4000 },
      { pid: 12, startedAtMs: 1200, endedAtMs: 4000 },
    ];
    const all = [
      info(20, 10, 2000),
      info(21, 20, 6000),
      info(12, 11, 1200),
      info(22, 11, 3000),
      // Of others that have got a number since, or had it before, and one of which it is not known.
      info(11, 1, 7000),
      info(30, 10, 5500),
      info(31, 10, 500),
      info(32, 11, 7100),
      info(33, 10),
      info(34, 1, 2000),
    ];
    expect(
      leftBelow(past, all)
        .map(({ pid }) => pid)
        .sort(),
    ).toEqual([12, 20, 21, 22]);
  });

  test('have run for the time that ps tells', () => {
    expect(['00:02', ' 01:05\n', '02:00:01', '3-00:00:00'].map(elapsedSeconds)).toEqual([2, 65, 7201, 259_200]);
    expect(elapsedSeconds('')).toBeNaN();
  });

  test('have run for a time that ps really tells', onlyWhere(posix, 'there is a ps'), async () => {
    const seconds = elapsedSeconds(await runTool('ps', ['-o', 'etime=', '-p', String(process.pid)]));
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThan(24 * 3600);
  });

  test('have a working folder that lsof really tells', onlyWhere(macOS, 'it is read from there'), async () => {
    const output = await runTool('lsof', ['-a', '-p', String(process.pid), '-d', 'cwd', '-Fn']);
    expect(parseLsofFolder(output)).toBe(process.cwd());
  });

  test('began when PowerShell really says', onlyWhere(windows, 'there is a PowerShell'), async () => {
    expect(Math.abs(((await windowsStartMs(process.pid)) ?? 0) - performance.timeOrigin)).toBeLessThan(60_000);
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
