/** The search path of a user’s terminal. A program that the Finder or the Dock of macOS starts has only that of the system. */

import { runTool } from './systemTools';

/** Startup files of a shell may print whatever they like. */
const MARK = '_electroscope_path_';

interface Computer {
  readonly platform: NodeJS.Platform;
  readonly variables: NodeJS.ProcessEnv;
  /** @returns what a program prints */
  readonly run: typeof runTool;
}

/**
 * @returns undefined where the path is as it should be, or the shell does not tell
 */
export async function shellPath({
  platform = process.platform,
  variables = process.env,
  run = runTool,
}: Partial<Computer> = {}): Promise<string | undefined> {
  const { SHELL: shell, PATH: path = '' } = variables;
  // With a terminal, it has come from there.
  if (platform !== 'darwin' || !shell || variables.TERM) return undefined;
  const output = await run(shell, ['-ilc', `printf %s '${MARK}'"$PATH"'${MARK}'`]);
  const told = output.split(MARK)[1];
  return told === undefined || told === '' || told === path ? undefined : told;
}
