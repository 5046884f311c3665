import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile, replaceFileSync } from '../../../../src/main/base/replaceFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** Renames after some refusals, as Windows does while a virus scanner reads the file. */
function refusing(times: number, code = 'EPERM') {
  let calls = 0;
  const move = (from: string, to: string) => {
    if (calls++ < times) throw Object.assign(new Error(`${code}, rename`), { code });
    renameSync(from, to);
  };
  return { move, calls: () => calls };
}

function files(): readonly [from: string, to: string] {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, 'new'), join(folder, 'old')] as const;
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  return [from, to];
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows, %s is waited for', async (code) => {
  const [from, to] = files();
  const { move } = refusing(9, code);
  await replaceFile(from, to, { platform: 'win32', move: async (...paths) => move(...paths), waitMs: 1 });
  expect(readFileSync(to, 'utf8')).toBe('new');
  expect(existsSync(from)).toBe(false);
});

test('a small file waits too', () => {
  const [from, to] = files();
  replaceFileSync(from, to, { platform: 'win32', move: refusing(2).move as typeof renameSync });
  expect(readFileSync(to, 'utf8')).toBe('new');
});

test.each([
  ['win32', 'EPERM', 10, 'another program keeps it open'],
  ['win32', 'ENOSPC', 1, 'waiting does not help'],
  ['linux', 'EPERM', 1, 'it means something else there'],
] as const)('on %s, %s is told after %i tries: %s', async (platform, code, tries, _why) => {
  const [from, to] = files();
  const { move, calls } = refusing(100, code);
  const moving = replaceFile(from, to, { platform, move: async (...paths) => move(...paths), waitMs: 1 });
  await expect(moving).rejects.toMatchObject({ code });
  expect(calls()).toBe(tries);
  expect(readFileSync(to, 'utf8')).toBe('old');
});
