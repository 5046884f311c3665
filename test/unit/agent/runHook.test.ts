/** The hook of `run` is loaded into every Node below a command, whatever its version. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';

/** What Node 14 does not have. */
const LATER = ['performance', 'structuredClone', 'MessageChannel', 'FinalizationRegistry', 'WeakRef', 'AggregateError'];

test('a Node that lacks newer globals runs as without it', () => {
  const hook = JSON.stringify(join(projectRoot, 'out', 'agent', 'run-hook.cjs'));
  const program = `for (const name of ${JSON.stringify(LATER)}) delete globalThis[name]; delete Object.hasOwn;
    require(${hook}); process.stdout.write('ran');`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect({ stdout, stderr, status }).toEqual({ stdout: 'ran', stderr: '', status: 0 });
});
