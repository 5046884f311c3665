/** A session of a command whose agent is a stand-in, as the inspector watches it. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LiveCapture } from '../../src/main/capture/liveCapture';
import type { Session } from '../../src/main/recordings/session';
import type { CaptureState } from '../../src/shared/session/captureState';
import { projectRoot } from './paths';
import { temporaryFolder } from './temporaryFolder';

export interface WatchedCommand {
  readonly capture: LiveCapture;
  /** Every state so far. */
  readonly states: readonly CaptureState[];
  session(): Session;
  pid(): number;
}

/** Ends when the test does. @param args of `test/fixtures/agentProcess.cjs` */
export async function watchAgentProcess(...args: string[]): Promise<WatchedCommand> {
  return watchCommand(process.execPath, join(projectRoot, 'test', 'fixtures', 'agentProcess.cjs'), ...args);
}

async function watchCommand(...command: string[]): Promise<WatchedCommand> {
  const folder = temporaryFolder();
  const hookFile = join(folder, 'hook.cjs');
  writeFileSync(hookFile, '');
  const states: CaptureState[] = [];
  const capture = new LiveCapture({
    sessionsFolder: folder,
    agentFile: '/none',
    hookFile,
    fallbackElectron: async () => undefined,
    variables: process.env,
    writerName: 'test',
  });
  capture.onState.on((state) => states.push(state));
  onTestFinished(() => capture.close());
  const error = await capture.start({ method: 'command', command, workingDirectory: folder });
  if (error !== undefined) throw error;
  const session = () => {
    if (capture.session === undefined) throw new Error('there is no session');
    return capture.session;
  };
  return { capture, states, session, pid: () => capture.watchedPids[0] ?? 0 };
}
