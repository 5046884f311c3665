/**
 * Keeps this process's sockets from a process that it starts.
 *
 * On Linux, Chromium opens its sockets so that any program that is started inherits them (base/process/launch_posix.cc closes
 * them in those that Chromium starts itself; Node's `spawn` does not). A target that held the other end of the channel to a GPU
 * process would keep Chromium from noticing that this has ended: the inspector's window then stayed blank until the target
 * ended. On macOS the system closes them (`POSIX_SPAWN_CLOEXEC_DEFAULT`), on Windows they are not inheritable.
 */

import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Stream } from 'node:stream';

/** Bit of `flags` in /proc/self/fdinfo: closed when another program is started. */
const CLOSE_ON_EXEC = 0o2000000;

export type StdioEntry = 'ignore' | 'inherit' | 'pipe' | number | Stream;

/**
 * Calls with entries of `stdio` that put /dev/null in the place of all sockets that would be inherited.
 *
 * @param stdio the entries that are wanted; whatever they say holds
 */
export function withoutInheritedSockets<T>(stdio: readonly StdioEntry[], start: (stdio: StdioEntry[]) => T): T {
  const sockets = inheritableSockets().filter((descriptor) => descriptor >= stdio.length);
  if (sockets.length === 0) return start([...stdio]);
  const nothing = openSync('/dev/null', 'r+');
  try {
    const entries = Array.from({ length: Math.max(...sockets) + 1 }, (_, i): StdioEntry => stdio[i] ?? 'ignore');
    for (const socket of sockets) entries[socket] = nothing;
    return start(entries);
  } finally {
    closeSync(nothing);
  }
}

/**
 * @param given how many of its first descriptors were passed to it on purpose
 * @returns whether a process that was just started inherited another socket of this one, which another thread opened
 *   after the check
 */
export function sharesSocket(pid: number, given: number): boolean {
  if (process.platform !== 'linux') return false;
  const theirs = socketsOf(pid);
  const wanted = new Set(theirs.filter(({ descriptor }) => descriptor < given).map(({ socket }) => socket));
  const surplus = new Set(theirs.map(({ socket }) => socket).filter((socket) => !wanted.has(socket)));
  return surplus.size > 0 && socketsOf(process.pid).some(({ socket }) => surplus.has(socket));
}

function inheritableSockets(): number[] {
  if (process.platform !== 'linux') return [];
  return socketsOf(process.pid)
    .map(({ descriptor }) => descriptor)
    .filter(isInheritable);
}

interface OpenSocket {
  readonly descriptor: number;
  /** `socket:[inode]`. */
  readonly socket: string;
}

function socketsOf(pid: number): OpenSocket[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((name) => {
      const socket = openedBy(`${folder}/${name}`);
      return socket.startsWith('socket:') ? [{ descriptor: Number(name), socket }] : [];
    });
  } catch {
    return []; // The process has ended.
  }
}

function openedBy(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return ''; // It was closed meanwhile, as that of the folder itself.
  }
}

function isInheritable(descriptor: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    return false;
  }
}
