import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkFileOf, withHook, withoutHook } from '../../../../src/shared/link/runOptions';
import { temporaryFolder } from '../../../support/temporaryFolder';

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

  test('names the file that tells where to report, whatever that is called', () => {
    const link = '/tmp/a "strange" place/link 1.json';
    const options = `--before ${withHook('--a', hook, link)} --after`;
    expect(linkFileOf(options)).toBe(link);
    expect(withoutHook(options, hook)).toBe('--before --a --after');
    expect(withoutHook(withHook('', hook, link), hook)).toBe('');
    expect(linkFileOf(withHook('--a', hook))).toBeUndefined();
    expect(linkFileOf(`${options.replace('%20', '%')}`)).toBeUndefined();
  });

  test('is taken by Node in processes and threads', () => {
    const file = join(temporaryFolder(), 'hook.cjs');
    writeFileSync(file, '');
    const program = `const { Worker } = require('node:worker_threads');
      new Worker('console.log("thread")', { eval: true, env: { ...process.env, other: '1' } });`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
      env: { ...process.env, NODE_OPTIONS: withHook('', file, '/no/such file') },
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'thread\n', stderr: '' });
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
