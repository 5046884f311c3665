import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs one of the bench programs to its end.
 *
 * @param executable Node, or an Electron, which then runs as Node
 * @returns its output, which is JSON
 */
export async function runNode<T>(
  executable: string,
  program: string,
  argument: unknown,
  flags: readonly string[] = [],
): Promise<T> {
  const { stdout } = await execute(
    executable,
    [...flags, join(import.meta.dirname, program), JSON.stringify(argument)],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as T;
}
