import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LaunchedProcess } from '../../../../src/main/targets/launchedProcess';
import { windowsCommand } from '../../../../src/main/targets/windowsCommand';
import { onlyWhere, windows } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

const NODE = 'C:\\Program Files\\nodejs\\node.exe';
const NPM = 'C:\\Program Files\\nodejs\\npm.cmd';
const SHIM = 'C:\\app\\node_modules\\.bin\\vite.cmd';
const BATCH = 'C:\\app\\dev.bat';
const FILES = new Set([NODE, NPM, SHIM, BATCH, 'C:\\Program Files\\nodejs\\npm'].map((file) => file.toLowerCase()));
const surroundings = {
  variables: {
    PATH: 'C:\\Windows;"C:\\Program Files\\nodejs"',
    PathExt: '.COM;.EXE;.BAT;.CMD;.JS',
    comspec: 'C:\\cmd.exe',
  },
  workingDirectory: 'C:\\app',
  isFile: (path: string) => FILES.has(path.toLowerCase()),
};
const start = (program: string, ...args: string[]) => windowsCommand(program, args, surroundings);

test('a script of the shell really gets its arguments', onlyWhere(windows, 'there is a cmd.exe'), async () => {
  const folder = temporaryFolder();
  const hard = ['My App', 'a&b', '100%', '%PATH%', 'say "hi"', 'back\\', '^', '(x)', '!y!', ''];
  writeFileSync(join(folder, 'print.js'), 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  const script = join(folder, 'node_modules', '.bin', 'print.cmd');
  writeFileSync(script, '@"%NODE%" "%~dp0..\\..\\print.js" %*\r\n');
  const launched = await LaunchedProcess.start('print', {
    ...{ executable: script, args: hard, workingDirectory: folder, remedy: '', isCommand: true },
    variables: { ...process.env, NODE: process.execPath },
  });
  await launched.exited;
  expect(JSON.parse(launched.output.all.map(({ text }) => text).join('\n'))).toEqual(hard);
});

describe('a command on Windows', () => {
  test.each([
    ['node', NODE],
    ['node.exe', NODE],
    ['C:/Program Files/nodejs/node', NODE],
  ])('%s is started without the shell', (program, file) => {
    expect(start(program, 'a b', '&')).toEqual({ file, args: ['a b', '&'], isVerbatim: false });
  });

  test('that is not found is left to the system', () => {
    expect(start('nothing', 'a')).toEqual({ file: 'nothing', args: ['a'], isVerbatim: false });
  });

  test('that is a script is started by the shell, with its path in one word', () => {
    expect(start('npm', 'run', 'dev', '--', '--name', 'My App')).toEqual({
      file: 'C:\\cmd.exe',
      args: ['/d', '/s', '/c', '"C:\\Program^ Files\\nodejs\\npm.cmd run dev -- --name ^^^"My^^^ App^^^""'],
      isVerbatim: true,
    });
  });

  test.each([
    ['npm', NPM, 2],
    ['node_modules\\.bin\\vite', SHIM, 2],
    ['dev', BATCH, 1],
  ])('%s gets any argument as it stands there', (program, file, passes) => {
    const hard = fc.array(fc.string({ unit: fc.constantFrom(...'"\\^&|<>()%! ab;,*?`[]=~'), maxLength: 12 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(hard, (args) => {
        const [, , , line = ''] = start(program, ...args).args;
        const rest = readByShell(line.slice(1, -1), file);
        const passedOn = passes === 2 ? readByShell(rest, '') : rest;
        expect(readByProgram(passedOn)).toEqual(args);
      }),
    );
  });
});

/** What cmd.exe makes of a line: `^` takes the meaning from the next character outside of quotes. @returns what follows the program */
function readByShell(line: string, program: string): string {
  let text = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    let character = line[i] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) {
      // Everything but % is text there.
      if (character === '%') throw new Error(`${line} has a live %`);
    } else if (character === '^') character = line[++i] ?? '';
    else if (/[&|<>()%!]/.test(character)) throw new Error(`${line} has a live ${character}`);
    text += character;
  }
  if (!text.startsWith(program)) throw new Error(`${text} does not start ${program}`);
  return text.slice(program.length);
}

/** The rules of CommandLineToArgvW. */
function readByProgram(line: string): string[] {
  const args: string[] = [];
  let current: string | undefined;
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const [backslashes = ''] = /^\\*/.exec(line.slice(i)) ?? [];
    if (backslashes !== '') {
      i += backslashes.length;
      const isBeforeQuote = line[i] === '"';
      current = (current ?? '') + (isBeforeQuote ? '\\'.repeat(backslashes.length >> 1) : backslashes);
      if (isBeforeQuote && backslashes.length % 2 === 1) current += '"';
      else i--;
    } else if (line[i] === '"') {
      isQuoted = !isQuoted;
      current ??= '';
    } else if (line[i] === ' ' && !isQuoted) {
      if (current !== undefined) args.push(current);
      current = undefined;
    } else current = (current ?? '') + line[i];
  }
  return current === undefined ? args : [...args, current];
}
