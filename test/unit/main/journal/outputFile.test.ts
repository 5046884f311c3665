import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { markLive } from '../../../../src/main/journal/liveMarker';
import { type OutputRules, writeOutputFile, writeRemedy } from '../../../../src/main/journal/outputFile';
import { fullDevice, onlyWhere, posix } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('a file', () => {
  test('that is there is left as it is, and is replaced where that is allowed; its mode stays', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'out.json');
    writeFileSync(path, 'before');
    chmodSync(path, 0o640);
    await expect(write(path, 'after')).rejects.toMatchObject({
      code: 'save-failed',
      message: `There is already a file ${path}.`,
      remedy: expect.stringContaining('--force'),
    });
    expect(readFileSync(path, 'utf8')).toBe('before');
    await write(path, 'after', { overwrites: true });
    expect(readFileSync(path, 'utf8')).toBe('after');
    if (posix.holds()) expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test('that comes while the content is made is not replaced either', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'out.json');
    const content = async function* () {
      yield Buffer.from('new');
      writeFileSync(path, 'somebody else’s');
    };
    await expect(writeOutputFile(path, content(), { overwrites: false })).rejects.toThrow(/already a file/);
    expect(readFileSync(path, 'utf8')).toBe('somebody else’s');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test('that is still read is never replaced, whatever it is called', async () => {
    const folder = temporaryFolder();
    const [input, alias] = [join(folder, 'in.escope'), join(folder, 'alias.escope')];
    writeFileSync(input, 'read');
    symlinkSync('in.escope', alias);
    for (const path of [input, alias, join(folder, '.', 'in.escope')]) {
      await expect(write(path, 'x', { overwrites: true, inputs: [input] })).rejects.toThrow(
        /is the capture that this command reads/,
      );
    }
    expect(readFileSync(input, 'utf8')).toBe('read');
  });

  test('that is being recorded is never replaced', async () => {
    const path = join(temporaryFolder(), 'live.escope');
    writeFileSync(path, 'journal');
    await markLive(path, 'app');
    await expect(write(path, 'x', { overwrites: true })).rejects.toThrow(/is being recorded/);
    expect(readFileSync(path, 'utf8')).toBe('journal');
  });

  test('behind a link is written, and the link stays one', async () => {
    const folder = temporaryFolder();
    const [real, path] = [join(folder, 'real'), join(folder, 'link')];
    symlinkSync('real', path);
    await write(path, 'first');
    expect(readFileSync(real, 'utf8')).toBe('first');
    await write(path, 'second', { overwrites: true });
    expect(readFileSync(real, 'utf8')).toBe('second');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  test('can’t be written into what is a folder, or into a folder that is not there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    await expect(write(join(folder, 'sub'), 'x', { overwrites: true })).rejects.toMatchObject({
      message: `${join(folder, 'sub')} is a folder.`,
      remedy: expect.stringContaining('Name a file in it'),
    });
    await expect(write(join(folder, 'no', 'x'), 'x')).rejects.toThrow(`There is no folder ${join(folder, 'no')}.`);
  });

  test('is not there if the content fails or is cancelled', async () => {
    const folder = temporaryFolder();
    const failing = async function* () {
      yield Buffer.from('half');
      throw new Error('the content failed');
    };
    const path = join(folder, 'x');
    await expect(writeOutputFile(path, failing(), { overwrites: false })).rejects.toThrow('the content failed');
    const signal = AbortSignal.abort();
    await expect(writeOutputFile(path, content('x'), { overwrites: false, signal })).rejects.toThrow(/abort/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is not a file', onlyWhere(posix, 'devices and pipes are files'), () => {
  test('as a device, is written to, and is what it was', onlyWhere(fullDevice, 'it writes to it'), async () => {
    const link = join(temporaryFolder(), 'null');
    symlinkSync('/dev/null', link);
    await write(link, 'x'.repeat(100_000));
    await write('/dev/null', 'x', { overwrites: true });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    await expect(write('/dev/full', 'x')).rejects.toMatchObject({
      code: 'save-failed',
      message: expect.stringContaining('/dev/full can’t be written'),
      remedy: expect.stringContaining('Free some disk space'),
    });
  });

  test('as a pipe, waits for its reader and gives it everything', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const text = 'line\n'.repeat(100_000);
    const writing = writeOutputFile(path, content(text), { overwrites: false, isCompressed: true });
    const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    for await (const chunk of reader.stdout) chunks.push(chunk as Buffer);
    await writing;
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(text);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test('as a pipe that nobody reads, is given up when it is interrupted', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const controller = new AbortController();
    const writing = writeOutputFile(path, content('x'), { overwrites: false, signal: controller.signal });
    controller.abort();
    await expect(writing).rejects.toThrow(/abort/);
  });
});

function write(path: string, text: string, rules: OutputRules = { overwrites: false }): Promise<void> {
  return writeOutputFile(path, content(text), rules);
}

async function* content(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

test.each([
  ['win32', 'EPERM', 'Close the program that has it open'],
  ['win32', 'EBUSY', 'Close the program that has it open'],
  ['linux', 'EPERM', 'Choose a folder that you may write to'],
  ['win32', 'ENOSPC', 'Free some disk space'],
] as const)('on %s, what helps against %s is: %s', (platform, code, remedy) => {
  expect(writeRemedy(code, platform)).toContain(remedy);
});
