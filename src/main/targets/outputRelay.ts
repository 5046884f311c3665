/**
 * Forwards the output of a process to this one, without making the process depend on it. The reading end of the
 * output belongs to a helper process, which continues to read when this process is gone. Otherwise the next print of
 * the process would fail with EPIPE. Node turns that into an uncaught exception, and Electron into an error dialog.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { sharesSocket, withoutInheritedSockets } from './inheritedSockets';

/** Copies until this process no longer reads, and then throws away what comes. It ends with the last process that can print. */
const SCRIPT = 'cat; exec cat >/dev/null';
/** Shown in lists of processes. */
const NAME = 'electroscope-output';
const MAX_SPAWNS = 10;

export class OutputRelay {
  private constructor(private readonly helper: ChildProcess) {}

  /** @returns undefined if there is no shell: on Windows, and in some containers */
  static start(): OutputRelay | undefined {
    if (process.platform === 'win32') return undefined;
    const helper = startHelper();
    return helper.pid === undefined ? undefined : new OutputRelay(helper);
  }

  /** Given to the process as its standard output or error; `release` follows. */
  get input(): Writable {
    return this.helper.stdin as Writable;
  }

  /** What the process prints. */
  get output(): Readable {
    return this.helper.stdout as Readable;
  }

  /** The process has its end: from now on only it keeps the helper running. */
  release(): void {
    this.input.destroy();
  }
}

function startHelper(): ChildProcess {
  for (let spawns = 1; ; spawns++) {
    const helper = withoutInheritedSockets(['pipe', 'pipe', 'ignore'], (stdio) =>
      // In a separate session: Ctrl-C in the terminal must not end it.
      spawn('/bin/sh', ['-c', SCRIPT, NAME], { stdio, detached: true, env: { PATH: process.env.PATH } }),
    );
    // The error is known by the missing process id.
    helper.on('error', () => {});
    helper.stdin?.on('error', () => {});
    helper.unref();
    if (helper.pid === undefined || spawns === MAX_SPAWNS || !sharesSocket(helper.pid, 3)) return helper;
    helper.kill('SIGKILL');
  }
}

/** Resolves once everything that was printed has been read, or after a while: a process in the background may keep an output open. */
export async function outputEnd(outputs: readonly (Readable | null)[], maxMs: number): Promise<void> {
  const enough = AbortSignal.timeout(maxMs);
  const ends = outputs.map(async (output) => {
    if (output !== null && !output.closed) await once(output, 'close', { signal: enough });
  });
  await Promise.allSettled(ends);
}
