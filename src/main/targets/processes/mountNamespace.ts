/** Whether a process sees other files than this one: in a snap, a Flatpak, or a service with a private /tmp. */

import { readlink } from 'node:fs/promises';

/** @returns false where it is not known: elsewhere than on Linux */
export async function hasOwnFolders(pid: number): Promise<boolean> {
  const [own, other] = await Promise.all([namespaceOf('self'), namespaceOf(String(pid))]);
  return own !== undefined && other !== undefined && own !== other;
}

function namespaceOf(process: string): Promise<string | undefined> {
  return readlink(`/proc/${process}/ns/mnt`).catch(() => undefined);
}
