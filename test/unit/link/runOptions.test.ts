import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withHook, withoutHook } from '../../../src/shared/link/runOptions';
import { temporaryFolder } from '../../support/temporaryFolder';

describe('the hook in NODE_OPTIONS', () => {
  const hook = '/a folder/with "quotes"/hook.cjs';

  test.each(['', '--no-warnings', '--require "/other one.cjs" --max-old-space-size=100'])(
    'comes and goes: “%s”',
    (own) => {
      expect(withoutHook(withHook(own, hook), hook)).toBe(own);
    },
  );

  test('goes wherever other tools have put theirs', () => {
    const options = withHook('--a', hook);
    expect(withoutHook(`--before ${options} --after`, hook)).toBe('--before --a --after');
    expect(withoutHook(`${withHook('', hook)} --after`, hook)).toBe('--after');
    expect(withoutHook('--something-else', hook)).toBe('--something-else');
  });

  test('is loaded by Node itself, whatever its folder is called', () => {
    const file = join(temporaryFolder(), `a "strange" 'folder' name.cjs`);
    writeFileSync(file, 'console.log("loaded")');
    const { stdout } = spawnSync(process.execPath, ['-e', 'console.log(process.env.own)'], {
      env: { ...process.env, own: 'ran', NODE_OPTIONS: withHook('--no-warnings', file) },
      encoding: 'utf8',
    });
    expect(stdout).toBe('loaded\nran\n');
  });
});
