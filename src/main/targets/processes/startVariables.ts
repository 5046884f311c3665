/** With which environment a process was started. */

import { readFile } from 'node:fs/promises';

/** @returns undefined where it is not known: elsewhere than on Linux, and of processes of others */
export async function startVariables(pid: number): Promise<NodeJS.ProcessEnv | undefined> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return Object.fromEntries(
    text.split('\0').map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name, value.join('=')];
    }),
  );
}
