/** What the command line does with the files it is given, run as a user does; it must be built. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { messagesOf, readEntries } from '../../../support/captureFile';
import { captureText, writeRandomCapture } from '../../../support/captureFiles';
import { runCommand, startCommand } from '../../../support/commandLine';
import { fullDevice, linux, onlyWhere, posix } from '../../../support/conditions';
import { messageEntry } from '../../../support/faults/entries';
import { projectRoot } from '../../../support/paths';
import { randomTraffic } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

test('record refuses an app that is not there, and says nothing of a recording', async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await runCommand(folder, 'record', 'no/such/app');
  expect(code).toBe(1);
  expect(stderr).toContain(`There is no ${join(folder, 'no', 'such', 'app')}.`);
  expect(stderr).not.toContain('Recording to');
  expect(readdirSync(folder)).toEqual([]);
});

test.each([[['app']], [['run', '--', 'true']], [[]], [['app', '--', '--headless']]])(
  'without a display, electroscope %j ends with a message',
  onlyWhere(linux, 'a display is a variable'),
  async (args) => {
    const variables = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
    const run = startCommand(temporaryFolder(), { variables }, ...args);
    expect(await run.closed).toBe(1);
    expect(run.output.stderr).toContain('neither DISPLAY nor WAYLAND_DISPLAY is set');
    expect(run.output.stderr.split('\n').length).toBeLessThan(5);
  },
);

test('a help fits the columns that the shell gives', async () => {
  const run = startCommand(temporaryFolder(), { variables: { COLUMNS: '40' } }, 'run', '--help');
  expect(await run.closed).toBe(0);
  for (const line of run.output.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

describe('an output', () => {
  test.each([
    ['export', ['export', 'x.escope', '-f', 'csv', '-o']],
    ['a whole capture', ['export', 'x.escope', '-f', 'escope', '-o']],
    ['stats', ['stats', 'x.escope', '-o']],
    ['stats as JSON', ['stats', 'x.escope', '--json', '--out']],
    ['record', ['record', 'app', '-o']],
    ['a report of replay', ['replay', 'x.escope', 'app', '--report']],
  ])('of %s replaces no file without --force, its input included', async (_name, args) => {
    const folder = temporaryFolder();
    const text = writeRandomCapture(join(folder, 'x.escope'), 1, 20);
    mkdirSync(join(folder, 'app'));
    const { code, stderr } = await runCommand(folder, ...args, 'x.escope');
    expect(stderr).toMatch(/There is already a file .*x\.escope\.\n.*--force/);
    expect(code).toBe(1);
    expect(readFileSync(join(folder, 'x.escope'), 'utf8')).toBe(text);
  });

  test('replaces its input with --force', async () => {
    const folder = temporaryFolder();
    writeRandomCapture(join(folder, 'x.escope'), 1, 20);
    const { code, stderr } = await runCommand(folder, 'export', 'x.escope', '-f', 'jsonl', '-o', 'x.escope', '--force');
    expect(stderr).toContain('Exported');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'x.escope'), 'utf8')).toMatch(/^\{"seq":1,/);
  });

  test('that is a folder is refused by name', async () => {
    const folder = temporaryFolder();
    writeRandomCapture(join(folder, 'x.escope'), 1, 2);
    mkdirSync(join(folder, 'sub'));
    const { code, stderr } = await runCommand(folder, 'stats', 'x.escope', '-o', 'sub');
    expect(stderr).toMatch(/sub is a folder\.\n/);
    expect(code).toBe(1);
  });

  test('that can’t be written is told on a line', onlyWhere(fullDevice, 'it writes to it'), async () => {
    const folder = temporaryFolder();
    writeRandomCapture(join(folder, 'x.escope'), 1, 200);
    for (const args of [
      ['stats', 'x.escope'],
      ['export', 'x.escope', '-f', 'jsonl'],
    ]) {
      const run = startCommand(folder, { stdout: openSync('/dev/full', 'w') }, ...args);
      expect(await run.closed).toBe(1);
      expect(run.output.stderr).toMatch(/^electroscope: Standard output can’t be written: ENOSPC.*\n.*\n$/);
    }
  });
});

describe('as a capture,', onlyWhere(posix, 'pipes and devices are files'), () => {
  test.each(['stats', 'export'])('%s refuses a pipe, a device and a folder at once', async (command) => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.escope')]);
    mkdirSync(join(folder, 'folder.escope'));
    const options = command === 'export' ? ['-f', 'csv'] : [];
    for (const [name, what] of [
      ['pipe.escope', 'is a pipe, not a file'],
      ['/dev/zero', 'is a device, not a file'],
      ['folder.escope', 'is a folder'],
    ] as const) {
      const { code, stderr } = await runCommand(folder, command, name, ...options);
      expect(stderr).toContain(`${name} ${what}.`);
      expect(code).toBe(1);
    }
  });
});

describe('a text that is not a capture', () => {
  test('is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.txt'), 'hello\n');
    const { code, stderr } = await runCommand(folder, 'stats', 'x.txt');
    expect(stderr).toMatch(/x\.txt is not a capture of Electroscope/);
    expect(code).toBe(1);
  });
});

describe('--fail-on', () => {
  const whole = [...randomTraffic(3, 50)];
  const text = captureText(whole);
  const swapped = captureText(swappedMessages());

  test.each([
    ['damaged', `${text}{"type":"message"\n`, '1 line is damaged'],
    ['cut', text.slice(0, -30), 'its last line was never finished'],
    ['cut and compressed', gzipSync(text).subarray(0, -400), 'damaged'],
    ['empty', captureText([]), 'it has no messages'],
    ['swapped', swapped, '1 line is damaged'],
    [
      'incomplete',
      captureText([...whole, { type: 'gap', at: 1, until: 2, messages: 7, reason: 'r' }]),
      '7 messages are missing',
    ],
  ])('fails for a capture that is %s, and says so, unless that is allowed', async (_name, content, reason) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.escope'), content);
    const args = ['stats', 'x.escope', '--include-internal', '--fail-on', 'channel="no such channel"'];
    const run = await runCommand(folder, ...args);
    expect(run.stderr).toContain(reason);
    expect(run.stderr).toMatch(/--fail-on .* can’t be relied on: .*\n.*--allow-damage/);
    expect(run.code).toBe(1);
    const { failOn } = JSON.parse((await runCommand(folder, ...args, '--json')).stdout);
    expect(failOn).toMatchObject({ matches: 0, shortcomings: expect.arrayContaining([expect.any(String)]) });
    expect((await runCommand(folder, ...args, '--allow-damage')).code).toBe(0);
  });

  test('passes for a capture that is whole', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.escope'), text);
    expect((await runCommand(folder, 'stats', 'x.escope', '--fail-on', 'channel="no such"')).code).toBe(0);
  });

  test('finds an error whose lines were swapped', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.escope'), swapped);
    const run = await runCommand(folder, 'stats', 'x.escope', '--fail-on', 'is:error', '--allow-damage');
    expect(run.stderr).toContain('1 message matches --fail-on is:error\n  #2 ');
    expect(run.code).toBe(1);
  });

  /** The second message, which fails, stands after the third. */
  function swappedMessages(): JournalEntry[] {
    return [
      { type: 'source', target: 1 },
      ...[1, 3, 2].map((seq) => ({ ...messageEntry(seq, []), kind: 'invoke' as const })),
      { type: 'outcome', seq: 1, at: 50, status: 'ok' },
      { type: 'outcome', seq: 2, at: 50, status: 'error' },
      { type: 'outcome', seq: 3, at: 50, status: 'ok' },
    ];
  }
});

describe('record', () => {
  const agent = join(projectRoot, 'test', 'fixtures', 'fakeAgent.mjs');

  test('--fail-on fails if nothing was sent', async () => {
    const folder = temporaryFolder();
    const args = ['record', '-o', 'x.escope', '--fail-on', 'is:error'];
    const silent = await runCommand(folder, ...args, '--', process.execPath, agent, '0');
    expect(silent.stderr).toContain('it has no messages');
    expect(silent.code).toBe(1);
  });

  test('with --force empties a file in its place, behind its link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real.escope'), 'x'.repeat(100_000));
    chmodSync(join(folder, 'real.escope'), 0o640);
    symlinkSync('real.escope', join(folder, 'x.escope'));
    const args = ['record', '-o', 'x.escope', '--force', '--', process.execPath, agent, '3'];
    expect((await runCommand(folder, ...args)).code).toBe(0);
    expect(lstatSync(join(folder, 'x.escope')).isSymbolicLink()).toBe(true);
    if (posix.holds()) expect(statSync(join(folder, 'real.escope')).mode & 0o777).toBe(0o640);
    expect(messagesOf(readEntries(join(folder, 'real.escope')))).toHaveLength(3);
  });

  test('into a pipe writes everything at the end', onlyWhere(posix, 'pipes are files'), async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const run = startCommand(folder, 'record', '-o', 'pipe', '--', process.execPath, agent, '500');
    const reader = spawn('cat', [join(folder, 'pipe')], { stdio: ['ignore', 'pipe', 'ignore'] });
    let read = '';
    for await (const chunk of reader.stdout) read += chunk;
    expect(await run.closed).toBe(0);
    expect(run.output.stderr).toContain(`Recording to ${join(folder, 'pipe')};`);
    expect(
      read
        .trimEnd()
        .split('\n')
        .filter((line) => line.includes('"type":"message"')),
    ).toHaveLength(500);
  });

  test('into a pipe that nobody reads ends with Ctrl-C', onlyWhere(posix, 'pipes are files'), async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const run = startCommand(folder, 'record', '-o', 'pipe', '--', process.execPath, agent, '3');
    await expect.poll(() => run.output.stderr).toContain('Ended because');
    // It may come before the pipe is waited for; the next one ends the wait.
    const again = setInterval(() => run.child.kill('SIGINT'), 100);
    expect(await run.closed.finally(() => clearInterval(again))).toBe(130);
  });

  test('into a pipe ends at once if nothing starts', onlyWhere(posix, 'pipes are files'), async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const run = await runCommand(folder, 'record', '-o', 'pipe', '--', join(folder, 'missing'));
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('there is no such program');
    expect(run.stderr).not.toContain('ENOENT');
  });

  test(
    'onto a full disk says how many messages are lost, and sums up',
    onlyWhere(linux, 'prlimit stands in for a full disk'),
    async () => {
      const folder = temporaryFolder();
      const program = join(projectRoot, 'bin', 'electroscope.mjs');
      const command = [
        process.execPath,
        program,
        'record',
        '-o',
        'x.escope',
        '--',
        process.execPath,
        agent,
        '200',
        '1000',
      ];
      // As a full disk: no file may be larger.
      const run = spawnSync('prlimit', ['--fsize=100000:100000', ...command], { cwd: folder, encoding: 'utf8' });
      const [, lost, total] = /can’t be written: .*? (\d+) of (\d+) messages are not in it\./.exec(run.stderr) ?? [];
      expect(total).toBe('200');
      expect(200 - Number(lost)).toBe(messagesIn(join(folder, 'x.escope')));
      expect(run.stderr).toMatch(/Ended because .*200 captured/);
      expect(run.status).toBe(1);
    },
  );

  function messagesIn(path: string): number {
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    return lines.filter((line) => line.includes('"type":"message"')).length;
  }
});
