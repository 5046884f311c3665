import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { LaunchedProcess } from '../../../../src/main/targets/launchedProcess';
import { isInForeground } from '../../../../src/main/targets/standardInput';
import { buildProgram } from '../../../support/builtProgram';
import { onlyWhere, posix } from '../../../support/conditions';
import { projectRoot } from '../../../support/paths';
import { temporaryFolder } from '../../../support/temporaryFolder';

const start = (script: string, streams?: { stdout: PassThrough; stderr: PassThrough }) =>
  LaunchedProcess.start(
    'a script',
    {
      executable: process.execPath,
      args: ['-e', script],
      workingDirectory: process.cwd(),
      variables: process.env,
      remedy: 'Install Node.',
    },
    streams,
  );

test('what a process prints until its very end is known once it has ended, each stream by itself', async () => {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const printed = [text(streams.stdout), text(streams.stderr)] as const;
  const launched = await start(
    "console.error('bad'); process.stdout.write(('x'.repeat(99) + '\\n').repeat(3000) + 'last')",
    streams,
  );
  expect(await launched.exited).toEqual({ code: 0, signal: null });
  streams.stdout.end();
  streams.stderr.end();
  const [out, err] = await Promise.all(printed);
  expect(out.length).toBe(300_004);
  expect(out.endsWith('x\nlast')).toBe(true);
  expect(err).toBe('bad\n');
  expect(launched.output.lastErrorLines(3)).toBe('bad');
});

test(
  'a process prints on when the one that started it was killed',
  onlyWhere(posix, 'output is relayed there'),
  async () => {
    const folder = temporaryFolder();
    const journal = join(folder, 'journal');
    const program = join(folder, 'program.cjs');
    // More than a pipe holds, so that somebody must read it.
    writeFileSync(
      program,
      `const { appendFileSync } = require('node:fs');
    const note = (text) => appendFileSync(${JSON.stringify(journal)}, text + '\\n');
    process.on('uncaughtException', (error) => note('uncaught ' + error.code));
    note('pid ' + process.pid);
    let ticks = 0;
    const timer = setInterval(() => {
      console.log('x'.repeat(50000));
      console.error('y'.repeat(50000));
      note('tick ' + ++ticks);
    }, 20);`,
    );
    // As the inspector has it: in a program of its own, which can be killed.
    const launched = await buildProgram(join(projectRoot, 'src', 'main', 'targets', 'launchedProcess.ts'), folder);
    const starting = {
      executable: process.execPath,
      args: [program],
      workingDirectory: folder,
      remedy: '',
    };
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { LaunchedProcess } = await import(${JSON.stringify(pathToFileURL(launched).href)});
    await LaunchedProcess.start('it', { ...${JSON.stringify(starting)}, variables: process.env });`,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const noted = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
    const ticks = () => noted().split('tick ').length - 1;
    await expect.poll(ticks).toBeGreaterThan(2);
    const pid = Number(/pid (\d+)/.exec(noted())?.[1]);
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const before = ticks();
    await expect.poll(ticks).toBeGreaterThan(before + 20);
    expect(noted()).not.toContain('uncaught');
  },
);

test('the background of a terminal is told from its foreground', () => {
  const stat = (group: number, foreground: number) => `7 (a (b) c) S 1 ${group} 5 34816 ${foreground} 0`;
  expect(isInForeground(stat(7, 7))).toBe(true);
  expect(isInForeground(stat(7, 9))).toBe(false);
  // Without a terminal of its own, and where the system does not tell.
  expect(isInForeground(stat(7, -1))).toBe(true);
  expect(isInForeground('')).toBe(true);
});
