/** What the command line does with the files it is given, run as a user does; it must be built. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeRandomCapture } from '../../support/captureFiles';
import { runCommand, startCommand } from '../../support/commandLine';
import { temporaryFolder } from '../../support/temporaryFolder';

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

  test.skipIf(process.platform !== 'linux')('that can’t be written is told on a line', async () => {
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

describe.skipIf(process.platform === 'win32')('as a capture,', () => {
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
