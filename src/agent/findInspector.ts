/** Finds the inspector that an app asks for in its own code. */

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DISCOVERY_SUFFIX, discoveryFolders } from '../shared/link/discovery';
import { kill } from './base/nodePrimordials';

const OTHERS = 0o077;

/**
 * @param asked the path of an inspector's file; anything else: the inspector that was opened last
 * @returns the text of its file; undefined if there is none
 */
export function findInspector(asked: string): string | undefined {
  if (/[\\/]/.test(asked)) return readFileSync(asked, 'utf8');
  const files = discoveryFolders(process.env.XDG_RUNTIME_DIR, tmpdir(), process.getuid?.())
    .filter(isPrivate)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(DISCOVERY_SUFFIX) && isRunning(Number.parseInt(name, 10)))
        .map((name) => ({ path: `${folder}/${name}`, at: lstatSync(`${folder}/${name}`).mtimeMs })),
    )
    .sort((a, b) => b.at - a.at);
  const [newest] = files;
  return newest && readFileSync(newest.path, 'utf8');
}

/** Somebody else's folder could lead anywhere. */
function isPrivate(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    return (
      stat.isDirectory() &&
      (process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & OTHERS) === 0))
    );
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
