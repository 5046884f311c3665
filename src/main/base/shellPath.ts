/** The search path of a user’s terminal. A program that the Finder or the Dock of macOS starts has only that of the system. */

import { runTool } from './systemTools';

/** Separates the path from what startup files of the shell print. */
const MARK = '_electroscope_path_';

interface Computer {
  readonly platform: NodeJS.Platform;
  readonly variables: NodeJS.ProcessEnv;
  /** @returns what a program prints */
  readonly run: typeof runTool;
}

/** @returns undefined if this process has that path already, or the shell does not print it */
export async function shellPath({
  platform = process.platform,
  variables = process.env,
  run = runTool,
}: Partial<Computer> = {}): Promise<string | undefined> {
  const { SHELL: shell, PATH: path = '' } = variables;
  // A program that was started from a terminal has its path.
  if (platform !== 'darwin' || !shell || variables.TERM) return undefined;
  const output = await run(shell, ['-ilc', `printf %s '${MARK}'"$PATH"'${MARK}'`]);
  const told = output.split(MARK)[1];
  return told === undefined || told === '' || told === path ? undefined : told;
}
