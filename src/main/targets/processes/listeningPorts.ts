/** TCP ports on which a process listens on this computer. */

import { readdir, readFile, readlink } from 'node:fs/promises';
import { runTool } from '../../base/systemTools';

const LISTENING = '0A';

/** @returns none where this user may not know them */
export async function listeningPorts(pid: number): Promise<number[]> {
  switch (process.platform) {
    case 'linux':
      return portsFromProc(pid);
    case 'win32':
      return parseNetstat(await runTool('netstat.exe', ['-ano', '-p', 'TCP']), pid);
    default:
      return parseLsof(await runTool('lsof', ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn']));
  }
}

async function portsFromProc(pid: number): Promise<number[]> {
  try {
    const folder = `/proc/${pid}/fd`;
    const links = await Promise.all(
      (await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => undefined)),
    );
    const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1] ?? []));
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => '')),
    );
    return parseProcTcp(tables.join('\n'), inodes);
  } catch {
    return [];
  }
}

/** The format of /proc/net/tcp: local address as `0100007F:240D`, state, and the socket's inode as the tenth field. */
export function parseProcTcp(tables: string, inodes: ReadonlySet<string>): number[] {
  const ports = tables.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    if (state !== LISTENING || !inodes.has(inode)) return [];
    return [Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)];
  });
  return [...new Set(ports)];
}

/** `lsof -Fn` prints `n127.0.0.1:9229`. */
export function parseLsof(output: string): number[] {
  return [...new Set([...output.matchAll(/^n.*:(\d+)$/gm)].map(([, port]) => Number(port)))];
}

/** `  TCP    127.0.0.1:9229   0.0.0.0:0   LISTENING   1234`; the word is translated, the remote port 0 is not. */
export function parseNetstat(output: string, pid: number): number[] {
  const ports = output.split('\n').flatMap((line) => {
    const [protocol, local = '', remote = '', , owner] = line.trim().split(/\s+/);
    if (protocol !== 'TCP' || !remote.endsWith(':0') || Number(owner) !== pid) return [];
    return [Number(local.slice(local.lastIndexOf(':') + 1))];
  });
  return [...new Set(ports)];
}
