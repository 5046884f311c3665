/**
 * How to start a command on Windows with its arguments unchanged. Programs are started directly. Scripts of the shell, such as npm,
 * need the shell, which gets each word in quotes.
 */

import { statSync } from 'node:fs';
import { win32 } from 'node:path';

export interface WindowsStart {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are quoted already. */
  readonly isVerbatim: boolean;
}

interface Surroundings {
  readonly variables: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  readonly isFile?: (path: string) => boolean;
}

const PROGRAM = /\.(com|exe)$/i;
const SCRIPT = /\.(bat|cmd)$/i;
const DEFAULT_EXTENSIONS = '.COM;.EXE;.BAT;.CMD';
/** Scripts that pass their arguments to another command line, which the shell parses again. */
const FORWARDS = /([\\/]node_modules[\\/]\.bin[\\/][^\\/]+|[\\/](npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack))\.cmd$/i;
/** Characters with a meaning to the shell. */
const SIGNS = /[()\][%!^"`<>&|;, *?]/g;
const PLAIN = /^[\w./\\:@+-]+$/;

/** @returns the program itself if it is not found; the system then reports that */
export function windowsCommand(program: string, args: readonly string[], surroundings: Surroundings): WindowsStart {
  const found = findProgram(program, surroundings);
  if (found === undefined || PROGRAM.test(found)) return { file: found ?? program, args, isVerbatim: false };
  const passes = FORWARDS.test(found) ? 2 : 1;
  const words = [found.replace(SIGNS, '^$&'), ...args.map((arg) => quoted(arg, passes))];
  const shell = variable(surroundings.variables, 'ComSpec') ?? 'cmd.exe';
  return { file: shell, args: ['/d', '/s', '/c', `"${words.join(' ')}"`], isVerbatim: true };
}

/** Searches like the shell: the working folder, then the path, with each extension that a program may have. */
function findProgram(program: string, surroundings: Surroundings): string | undefined {
  const { variables, workingDirectory, isFile = isFileThere } = surroundings;
  const path = variable(variables, 'Path') ?? '';
  const folders = /[\\/:]/.test(program) ? [''] : ['', ...path.split(';').filter((folder) => folder !== '')];
  const known = (variable(variables, 'PATHEXT') ?? DEFAULT_EXTENSIONS).split(';');
  const extensions = known.filter((extension) => PROGRAM.test(extension) || SCRIPT.test(extension));
  const names = [
    ...(PROGRAM.test(program) || SCRIPT.test(program) ? [program] : []),
    ...extensions.map((extension) => program + extension.toLowerCase()),
  ];
  for (const folder of folders) {
    for (const name of names) {
      const file = win32.resolve(workingDirectory, folder.replace(/^"(.*)"$/, '$1'), name);
      if (isFile(file)) return file;
    }
  }
  return undefined;
}

/** Windows ignores the case of variable names, but a copy of the environment does not. */
function variable(variables: NodeJS.ProcessEnv, name: string): string | undefined {
  const key = Object.keys(variables).find((known) => known.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : variables[key];
}

/**
 * Quotes an argument for a program, with `^` before each character that the shell would interpret.
 *
 * @param passes how often the shell parses it
 */
function quoted(argument: string, passes: number): string {
  if (PLAIN.test(argument)) return argument;
  // Backslashes count only before a quote.
  let text = `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`;
  for (let i = 0; i < passes; i++) text = text.replace(SIGNS, '^$&');
  return text;
}

function isFileThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
