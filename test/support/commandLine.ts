/** Runs the command-line program with plain Node, as a user does. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './paths';

/** Run by Node. */
export const checkoutProgram = join(projectRoot, 'bin', 'electroscope.mjs');

export interface CommandRun {
  readonly child: ChildProcess;
  /** Rises while it runs. */
  readonly output: { stdout: string; stderr: string };
  /** The exit code, once everything it wrote has been read. */
  readonly closed: Promise<number | null>;
}

export interface CommandOptions {
  /** Of an installed package; by default, that of the checkout. */
  readonly program?: string;
  /** A file descriptor that it writes to, instead of what `output` has. */
  readonly stdout?: number;
  /** What it reads; nothing by default. */
  readonly stdin?: 'pipe';
  /** Besides those of this process; undefined takes one out. */
  readonly variables?: NodeJS.ProcessEnv;
}

/** @param folder it works in */
export function startCommand(folder: string, ...args: string[] | [CommandOptions, ...string[]]): CommandRun {
  const [first, ...rest] = args;
  const [options, words]: [CommandOptions, string[]] =
    typeof first === 'object' ? [first, rest as string[]] : [{}, args as string[]];
  // No display: none of these commands needs one, but what they start may.
  const child = spawn(process.execPath, [options.program ?? checkoutProgram, ...words], {
    cwd: folder,
    env: { ...process.env, ...options.variables },
    stdio: [options.stdin ?? 'ignore', options.stdout ?? 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output, closed };
}

export async function runCommand(folder: string, ...args: string[]) {
  const run = startCommand(folder, ...args);
  const code = await run.closed;
  return { code, ...run.output };
}
