/** What can be read of frames, WebContents and sessions, which may be gone, without leaving a trace on them. */

import { basename, dirname } from 'node:path';
import type { IpcEmitter, SessionLike, WebContentsLike } from '../base/electronInternals';
import { getOwnPropertyDescriptor } from '../base/primordials';

/** How many documents came before the agent, which has seen none of them: it counts from the one that it finds there. */
export function earlierDocuments(url: string | undefined): number | undefined {
  return url === undefined || url === '' || url === 'about:blank' ? undefined : 0;
}

/** Name of the partition of a session, as far as where it is stored tells it; see `EndpointEntry.partition`. */
export function partitionOf(session: SessionLike | undefined): string | undefined {
  const path = attempt(() => session?.storagePath);
  if (path === null || path === '') return 'in-memory';
  if (typeof path !== 'string') return undefined;
  return basename(dirname(path)) === 'Partitions' ? `persist:${decodeFolder(basename(path))}` : '';
}

/** Electron escapes the name of a partition for its folder. */
function decodeFolder(folder: string): string {
  return attempt(() => decodeURIComponent(folder)) ?? folder;
}

/**
 * The frame's `ipc`, if it exists already. Electron creates it on first use (a getter on the prototype, which then
 * defines an own property: lib/browser/api/web-frame-main.ts), and the agent must not be the one to cause that.
 */
export function ownEmitter(holder: object): IpcEmitter | undefined {
  return getOwnPropertyDescriptor(holder, 'ipc')?.value as IpcEmitter | undefined;
}

/** Whether a main frame is that of the page a WebContents shows now. */
export function isCurrent(webContents: WebContentsLike | undefined, processId: number, frameId: number): boolean {
  const current = attempt(() => webContents?.mainFrame);
  return attempt(() => current?.processId === processId && current.routingId === frameId) ?? false;
}

/** Undefined where it throws, as reading anything of a destroyed frame or WebContents does. */
export function attempt<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
