/** What the main thread of a process does, where the system tells: Linux. */

import { readFileSync } from 'node:fs';
import { statFields } from './processList';

export interface ThreadSample {
  /** The system's letter for its state: `R` runs, `S` and `D` sleep, `T` is stopped, `t` is held by a debugger. */
  readonly state: string;
  /** Processor time that the thread has used so far, in milliseconds. */
  readonly cpuMs: number;
}

/** Linux counts processor time for programs in hundredths of a second (`USER_HZ`, proc(5)). */
const TICK_MS = 10;
/** Places of the fields after the program's name, as proc_pid_stat(5) numbers them: state is field 3, utime 14, stime 15. */
const STATE = 0;
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** @returns undefined if the system does not report it, or the process does not exist */
export function sampleMainThread(pid: number): ThreadSample | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // The thread that a process began with has its number; in Electron this is the thread of the main process's JavaScript.
    return parseThreadStat(readFileSync(`/proc/${pid}/task/${pid}/stat`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** @param stat what stands in the file `stat` of a thread */
export function parseThreadStat(stat: string): ThreadSample | undefined {
  const fields = statFields(stat);
  const state = fields[STATE];
  const cpuMs = (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * TICK_MS;
  return state === undefined || Number.isNaN(cpuMs) ? undefined : { state, cpuMs };
}
