/** Runs an app under the agent while Electron traces itself, and brings home both accounts. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CapturedTarget, type LaunchOptions } from '../capturedTarget';
import { projectRoot } from '../paths';
import { type ElectronTrace, readElectronTrace } from './electronTrace';

export interface TracedRun {
  readonly target: CapturedTarget;
  readonly trace: ElectronTrace;
}

export interface TracedRunOptions extends LaunchOptions {
  /** What the app prints when it has sent everything. */
  readonly lastOutput: string;
  readonly timeoutMs: number;
}

const recordTrace = join(projectRoot, 'test', 'fixtures', 'tracing', 'recordTrace.cjs');

/** @returns after the app has ended, when the agent can add nothing more */
export async function runTraced(appPath: string, options: TracedRunOptions): Promise<TracedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-trace-'));
  const traceFile = join(folder, 'trace.json');
  try {
    const target = await CapturedTarget.launch(appPath, {
      ...options,
      preloads: [recordTrace],
      variables: { ...options.variables, TRACE_FILE: traceFile },
    });
    try {
      await outputOfRunning(target, options.lastOutput, options.timeoutMs);
      process.kill(target.process.pid ?? 0, 'SIGUSR2');
      await outputOfRunning(target, '[trace] written', options.timeoutMs);
      await target.process.stop();
      await target.waitFor('the end of the link', () => target.hasEnded);
    } finally {
      await target.close();
    }
    return { target, trace: readElectronTrace(traceFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error at once if the app ends instead */
async function outputOfRunning(target: CapturedTarget, text: string, timeoutMs: number): Promise<void> {
  const failed = target.process.exited.then(({ code, signal }) => {
    const output = target.process.output.all.map((line) => line.text);
    throw new Error(`The app ended with ${code ?? signal}.\n${output.slice(-30).join('\n')}`);
  });
  // It ends later anyway, when nobody waits for this any more.
  failed.catch(() => {});
  await Promise.race([target.waitForOutput(text, timeoutMs), failed]);
}
