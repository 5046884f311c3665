/** Runs programs of the system, for facts that Node does not provide. */

import { execFile } from 'node:child_process';
import { win32 } from 'node:path';

export type Tool = readonly [file: string, args: readonly string[]];

const TOOL_TIMEOUT_MS = 10_000;
const MAX_TOOL_BYTES = 32 * 1024 * 1024;
/** Otherwise redirected output is in the code page of the console, which lacks letters of some paths. */
const AS_UTF8 = '[Console]::OutputEncoding=[Text.Encoding]::UTF8;';

/** @returns what it printed until it ended or the time was over; nothing if it could not be run */
export function runTool(file: string, args: readonly string[], timeout = TOOL_TIMEOUT_MS): Promise<string> {
  return new Promise((resolve) => {
    // An interactive shell ignores SIGTERM, and could be waited for without end.
    const options = { timeout, killSignal: 'SIGKILL', maxBuffer: MAX_TOOL_BYTES, windowsHide: true } as const;
    execFile(file, args, options, (_error, stdout) => resolve(stdout));
  });
}

/** By its full path, because PATH may not have it. */
export function powerShell(script: string, { SystemRoot: root = 'C:\\Windows' } = process.env): Tool {
  const file = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return [file, ['-NoProfile', '-NonInteractive', '-Command', AS_UTF8 + script]];
}

/** When a process of Windows began, in milliseconds since the epoch; undefined if it can't be known. */
export async function windowsStartMs(pid: number): Promise<number | undefined> {
  const script = `[DateTimeOffset]::new((Get-Process -Id ${pid}).StartTime).ToUnixTimeMilliseconds()`;
  return Number.parseInt(await runTool(...powerShell(script)), 10) || undefined;
}
