/** The commands that need no window: the built program in plain Node, and real apps for it to record. */

import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { decodeLine, encodeLine } from '../../src/shared/journal/lineCodec';
import { runCommand, startCommand } from '../support/commandLine';
import { electron, linux, posix, unless } from '../support/conditions';
import { foldOf, matchingRows } from '../support/filtering';
import { demoFolder } from '../support/paths';
import { livingDescendants } from '../support/processes';
import { randomTraffic } from '../support/randomTraffic';

const HEADER: JournalEntry = {
  type: 'header',
  format: 'electroscope',
  version: 1,
  createdAt: '2026-11-21T00:00:00Z',
  writer: 'test',
};

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-headless-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeCapture(name: string, entries: Iterable<JournalEntry>): JournalEntry[] {
  const all = [HEADER, ...entries];
  writeFileSync(join(folder, name), all.map(encodeLine).join(''));
  return all;
}

function readCapture(name: string): JournalEntry[] {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => decodeLine(line) as JournalEntry);
}

test.describe('export', () => {
  test('writes what matches, in every format, to a file or to standard output', async () => {
    const entries = writeCapture('a.escope', randomTraffic(1, 1000));
    const filter = 'kind:invoke args.0<500';
    const expected = matchingRows(`(${filter}) -is:internal`, entries).length;
    expect(expected).toBeGreaterThan(10);
    const { code, stdout } = await runCommand(folder, 'export', 'a.escope', '-f', 'jsonl', '--filter', filter);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(expected);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ kind: 'invoke' });

    const options = ['export', 'a.escope', '--filter', filter, '--force', '-o', 'out'];
    const csv = await runCommand(folder, ...options, '-f', 'csv');
    expect(csv.stderr).toContain(`Exported ${expected} of 1,000 messages to out`);
    expect(readFileSync(join(folder, 'out'), 'utf8').split('\r\n')).toHaveLength(expected + 2);
    await runCommand(folder, ...options, '-f', 'har');
    expect(JSON.parse(readFileSync(join(folder, 'out'), 'utf8')).log.entries).toHaveLength(expected);
    await runCommand(folder, ...options, '-f', 'trace');
    const { traceEvents } = JSON.parse(readFileSync(join(folder, 'out'), 'utf8'));
    expect(traceEvents.filter(({ ph }: { ph: string }) => ph === 'b')).toHaveLength(expected);
    await runCommand(folder, ...options, '-f', 'escope');
    expect(foldOf(readCapture('out')).table.length).toBe(expected);
    expect(readdirSync(folder).toSorted()).toEqual(['a.escope', 'out']);
  });

  test('that is interrupted leaves nothing behind, and what was there before', async () => {
    test.skip(...unless(posix, 'a signal interrupts it'));
    writeCapture('a.escope', []);
    const some = [...randomTraffic(1, 20_000)].map(encodeLine).join('');
    for (let i = 0; i < 20; i++) appendFileSync(join(folder, 'a.escope'), some);
    writeFileSync(join(folder, 'out.csv'), 'before');
    const run = startCommand(folder, 'export', 'a.escope', '-f', 'csv', '-o', 'out.csv', '--force');
    await expect.poll(() => readdirSync(folder).some((name) => name.endsWith('.part')), { intervals: [2] }).toBe(true);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(130);
    expect(readdirSync(folder).toSorted()).toEqual(['a.escope', 'out.csv']);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('before');
  });

  test('says what is wrong, and what to do', async () => {
    const wrongFilter = await runCommand(folder, 'export', 'a.escope', '-f', 'csv', '--filter', 'a chanel:x');
    expect(wrongFilter.code).toBe(2);
    expect(wrongFilter.stderr).toMatch(
      /no key “chanel”[\s\S]*\n {4}a chanel:x\n {6}\^{6}\n {2}Did you mean: a channel:x/,
    );
    const noFile = await runCommand(folder, 'export', 'none.escope', '-f', 'csv');
    expect(noFile.code).toBe(1);
    expect(noFile.stderr).toContain('There is no file none.escope.');
    writeFileSync(join(folder, 'other.txt'), 'hello\n');
    const notOurs = await runCommand(folder, 'stats', 'other.txt');
    expect(notOurs.code).toBe(1);
    expect(notOurs.stderr).toMatch(/other\.txt is no/);
  });
});

test.describe('stats', () => {
  test('counts by channel, as a table and as JSON', async () => {
    const entries = writeCapture('a.escope', randomTraffic(2, 2000));
    const { stdout, code } = await runCommand(
      folder,
      'stats',
      'a.escope',
      '--filter',
      'channel:notes',
      '--include-internal',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^channel +count +\/s +errors +p50/);
    expect(stdout).toContain('notes:list');
    expect(stdout).not.toContain('telemetry');
    const json = JSON.parse((await runCommand(folder, 'stats', 'a.escope', '--json', '--include-internal')).stdout);
    expect(json.all.count).toBe(2000);
    for (const { channel, count, errors } of json.channels) {
      expect(count).toBe(matchingRows(`channel="${channel}"`, entries).length);
      const failed = `channel="${channel}" (is:error | is:lost | is:unhandled)`;
      expect(errors).toBe(matchingRows(failed, entries).length);
    }
  });

  test('fails when something matches that must not', async () => {
    writeCapture('a.escope', randomTraffic(2, 2000));
    const fails = await runCommand(folder, 'stats', 'a.escope', '--fail-on', 'dur>80ms | is:unhandled');
    expect(fails.code).toBe(1);
    expect(fails.stderr).toMatch(/[\d,]+ messages match --fail-on dur>80ms \| is:unhandled\n {2}#\d+ {2}/);
    const passes = await runCommand(folder, 'stats', 'a.escope', '--fail-on', 'dur>1m');
    expect(passes.code).toBe(0);
  });

  test('shows no control characters of an app', async () => {
    const message = {
      type: 'message',
      seq: 1,
      at: 1,
      kind: 'send',
      direction: 'to-main',
      from: 2,
      to: 1,
      size: 1,
    } as const;
    writeCapture('a.escope', [{ ...message, channel: '\u001b[2J\u202enasty', args: [] }]);
    const { stdout } = await runCommand(folder, 'stats', 'a.escope');
    expect(stdout).toContain('\\u001b[2J\\u202enasty');
  });
});

test.describe('record', () => {
  test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

  test('captures until its time is over, and ends the app', async () => {
    test.skip(...unless(linux, 'it looks for processes in /proc'));
    const run = startCommand(folder, 'record', demoFolder, '--for', '6s', '-o', 'r.escope');
    await expect.poll(() => livingDescendants(run.child.pid), { timeout: 30_000 }).toBeGreaterThan(3);
    expect(await run.closed).toBe(0);
    const [, captured] = /Ended because its time is over: ([\d,]+) captured {2}0 dropped/.exec(run.output.stderr) ?? [];
    expect(foldOf(readCapture('r.escope')).table.length).toBe(Number(captured?.replaceAll(',', '')));
    await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
    expect(readdirSync(folder)).toEqual(['r.escope']);
  });

  test('ends when it is interrupted, with a complete file', async () => {
    test.skip(...unless(linux, 'it looks for processes in /proc'));
    const run = startCommand(folder, 'record', demoFolder, '--out', 'r.escope');
    await expect
      .poll(
        () =>
          existsSync(join(folder, 'r.escope')) && readFileSync(join(folder, 'r.escope'), 'utf8').includes('notes:list'),
        {
          timeout: 30_000,
        },
      )
      .toBe(true);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);
    const [, captured] = /interrupted: ([\d,]+) captured/.exec(run.output.stderr) ?? [];
    expect(foldOf(readCapture('r.escope')).table.length).toBe(Number(captured?.replace(',', '')));
    await expect.poll(() => livingDescendants(run.child.pid)).toBe(0);
  });

  test('ends with the first message that matches, also by its payload', async () => {
    const { code, stderr } = await runCommand(
      folder,
      'record',
      demoFolder,
      '-o',
      'r.escope',
      '--until',
      'result:heron',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('Ended because --until matched');
    expect(matchingRows('result:heron', readCapture('r.escope')).length).toBeGreaterThan(0);
  });

  test('ends with exactly the number of messages that was asked for', async () => {
    const { code } = await runCommand(folder, 'record', demoFolder, '-o', 'r.escope', '--max', '25');
    expect(code).toBe(0);
    expect(matchingRows('-is:internal', readCapture('r.escope'))).toHaveLength(25);
  });

  test('fails when something matches that must not', async () => {
    const args = ['record', demoFolder, '-o', 'r.escope', '--max', '60', '--fail-on', 'kind:invoke | is:unhandled'];
    const { code, stderr } = await runCommand(folder, ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/messages? match(es)? --fail-on/);
  });

  test('does not overwrite, and says why an app can’t be recorded', async () => {
    writeFileSync(join(folder, 'r.escope'), 'precious');
    const existing = await runCommand(folder, 'record', demoFolder, '-o', 'r.escope');
    expect(existing.code).toBe(1);
    expect(existing.stderr).toMatch(/already a file .*r\.escope\.\n {2}Name another with --out, or add --force/);
    expect(readFileSync(join(folder, 'r.escope'), 'utf8')).toBe('precious');
    const missing = await runCommand(folder, 'record', 'no-such-app', '-o', 'new.escope');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('no-such-app.');
    expect(existsSync(join(folder, 'new.escope'))).toBe(false);
  });
});
