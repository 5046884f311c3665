import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LiveCapture } from '../../../src/main/session/liveCapture';
import { temporaryFolder } from '../../support/temporaryFolder';

const nothing = () => {};

function createCapture(folder: string): LiveCapture {
  const hookFile = join(folder, 'hook.cjs');
  writeFileSync(hookFile, '');
  return new LiveCapture(
    {
      ...{ sessionsFolder: folder, agentFile: '/none', hookFile, fallbackElectron: undefined },
      ...{ variables: process.env, writerName: 'test' },
    },
    {
      ...{ stateChanged: nothing, targetAttached: nothing, startFailed: nothing, outputStarted: nothing },
      ...{ sessionStarted: nothing, rowChanged: nothing, factsChanged: nothing, journalChanged: nothing },
    },
  );
}

/** Leaves a file. */
function commandThatWrites(folder: string, name: string) {
  const script = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, name))}, '')`;
  return { way: 'command', command: [process.execPath, '-e', script], workingDirectory: folder } as const;
}

test('what is closed starts nothing more', async () => {
  const folder = temporaryFolder();
  const closed = createCapture(folder);
  await closed.close();
  expect(await closed.start(commandThatWrites(folder, 'late'))).toBeUndefined();
  expect(closed.state).toEqual({ phase: 'idle' });
  // Time enough: another one starts the same afterwards, and has.
  const open = createCapture(folder);
  await open.start(commandThatWrites(folder, 'afterwards'));
  await expect.poll(() => existsSync(join(folder, 'afterwards'))).toBe(true);
  await open.close();
  expect(existsSync(join(folder, 'late'))).toBe(false);
});
