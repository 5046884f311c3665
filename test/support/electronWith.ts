/** An Electron that loads a file before anything else that is preloaded, an agent included. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronExecutable } from './paths';

/**
 * @param preload absolute
 * @param folder where its executable is put
 */
export async function electronWith(preload: string, folder: string): Promise<string> {
  const executable = join(folder, 'electron');
  await writeFile(executable, `#!/bin/sh\nexec "${electronExecutable()}" -r "${preload}" "$@"\n`, { mode: 0o755 });
  return executable;
}
