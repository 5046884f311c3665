import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseMistypedCommand } from '../../../../src/main/cli/mistypedCommand';
import { userErrorOf } from '../../../support/userError';

test.each([
  [['statz', 'run.escope'], 'electroscope stats run.escope'],
  [['recrod', './app', '--for', '3s'], 'electroscope record ./app --for 3s'],
  [['Doctor'], 'electroscope doctor'],
])('%j is refused, with the command that was meant', (args, meant) => {
  const error = userErrorOf(() => refuseMistypedCommand(args));
  expect(error.code).toBe('usage');
  expect(error.message).toContain(`“${args[0]}”`);
  expect(error.remedy).toContain(meant);
});

test.each([[[]], [['stats']], [['run', '--', 'x']], [['./statz']], [['--attach', '9']], [['browser']]])(
  '%j is not taken for a command',
  (args) => refuseMistypedCommand(args),
);

test('a folder of that name is an app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-mistyped-'));
  const before = process.cwd();
  mkdirSync(join(folder, 'statz'));
  process.chdir(folder);
  try {
    refuseMistypedCommand(['statz']);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
