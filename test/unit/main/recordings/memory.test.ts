/** What opening a capture takes, whatever is in it: memory and time in proportion to its size. */

import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { BOMBS, bomb } from '../../../support/bombs';
import { temporaryFolder } from '../../../support/temporaryFolder';

const BYTES = 3_000_000;
const TIMES_ITS_SIZE = 8;
/** A table has room for whole chunks of 65,536 messages; test and program share the heap. */
const CONSTANT_BYTES = 12_000_000;
/** Linear is 4, with the square of the size 16. */
const MAX_RATIO = 9;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test.each(Object.keys(BOMBS))('memory is in proportion to the size of a capture of %s', async (name) => {
  const path = written(name, BYTES);
  const before = await heldBytes();
  const session = await OpenedSession.open(path);
  const held = (await heldBytes()) - before;
  await session.close();
  expect(held).toBeLessThan(TIMES_ITS_SIZE * statSync(path).size + CONSTANT_BYTES);
});

test.each([
  'names of an app with many endpoints',
  'targets',
  'costs of one of many targets',
  'ends of many targets',
  'arrived ports of one holder',
  'messages whose numbers fall',
])('time is in proportion to the size of a capture of %s', async (name) => {
  // The first time compiles.
  await cpuMsToOpen(written(name, BYTES / 4));
  const small = await cpuMsToOpen(written(name, BYTES));
  const large = await cpuMsToOpen(written(name, 4 * BYTES));
  expect(large / small).toBeLessThan(MAX_RATIO);
});

function written(name: string, bytes: number): string {
  const path = join(temporaryFolder(), 'bomb.escope');
  writeFileSync(path, '');
  for (const piece of bomb(name, bytes)) appendFileSync(path, piece);
  return path;
}

async function cpuMsToOpen(path: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const before = process.cpuUsage();
    const session = await OpenedSession.open(path);
    times.push(process.cpuUsage(before).user / 1000);
    await session.close();
  }
  return Math.min(...times);
}

async function heldBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await new Promise((done) => setImmediate(done));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
