/** What an app sends or receives last is in the capture, in whichever way it ends or stands still. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { EndpointEntry, JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { type CommandRun, startCommand } from '../support/commandLine';
import { posix, unless } from '../support/conditions';
import { electronExecutable, projectRoot } from '../support/paths';

test.skip(...unless(posix, 'apps end by signals'));

const app = join(projectRoot, 'test', 'apps', 'last-words');

let folder = '';
let run: CommandRun | undefined;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-last-words-'));
});
test.afterEach(async () => {
  run?.child.kill('SIGINT');
  await run?.closed;
  run = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** @param variables of test/apps/last-words */
function record(variables: Record<string, string>, ...appArguments: string[]): CommandRun {
  const options = ['--electron', electronExecutable(), '-o', 'c.escope'];
  run = startCommand(folder, { variables }, 'record', app, ...options, '--', ...appArguments);
  return run;
}

/** The entries that are in the journal by now. */
function journal(): JournalEntry[] {
  const path = join(folder, 'c.escope');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => decodeLine(line) as JournalEntry);
}

function messagesOf(entries: readonly JournalEntry[], channel: string): MessageEntry[] {
  return entries.filter((entry): entry is MessageEntry => entry.type === 'message' && entry.channel === channel);
}

/** The last message is the one in whose handler it happened, with all that was known by then. */
function expectLastMessage(entries: readonly JournalEntry[], size = 0): void {
  const last = entries.findLast((entry): entry is MessageEntry => entry.type === 'message');
  if (last === undefined) throw new Error('there are no messages');
  expect(last).toMatchObject({ channel: 'last', kind: 'send', direction: 'to-main', to: 1 });
  const [argument] = last.args as [{ case: number; text: unknown }];
  expect(argument.case).toBe(4711);
  if (size === 0) expect(argument.text).toBe('');
  else expect(JSON.stringify(argument.text).length).toBeGreaterThan(4096);
  const sender = entries.findLast(
    (entry): entry is EndpointEntry => entry.type === 'endpoint' && entry.id === last.from,
  );
  expect(sender).toMatchObject({ kind: 'frame', title: 'Last words' });
}

/** Whether the journal says how the last message ended. */
function isOver(entries: readonly JournalEntry[]): boolean {
  const last = messagesOf(entries, 'last')[0];
  return last?.outcome !== undefined || entries.some((entry) => entry.type === 'outcome' && entry.seq === last?.seq);
}

for (const [how, signal] of [
  ['abort', 'SIGABRT'],
  ['crash', 'SIGSEGV'],
  ['kill', 'SIGKILL'],
  ['outOfMemory', undefined],
] as const) {
  test(`${how}: the message during which it happened is the last row, after all that came before`, async () => {
    const { closed } = record({ HOW: how, BEFORE: '40' }, '--js-flags=--max-old-space-size=64');
    await closed;
    const entries = journal();
    expectLastMessage(entries);
    expect(isOver(entries)).toBe(false);
    expect(messagesOf(entries, 'before').map(({ args }) => args)).toEqual(
      Array.from({ length: 40 }, (_, i) => [i + 1]),
    );
    const end = entries.find((entry) => entry.type === 'targetEnd');
    expect(end).toMatchObject({ incomplete: true, ...(signal && { signal }) });
  });
}

for (const how of ['hang', 'loop', 'throw'] as const) {
  test(`${how}: the message is in the journal while main stands still`, async () => {
    record({ HOW: how, BEFORE: '40' });
    await expect.poll(() => messagesOf(journal(), 'last'), { timeout: 40_000 }).toHaveLength(1);
    expectLastMessage(journal());
    if (how !== 'throw') expect(isOver(journal())).toBe(false);
    expect(messagesOf(journal(), 'before')).toHaveLength(40);
  });
}

test('a message that finds no room in the socket is in the journal while main stands still', async () => {
  const { closed, child } = record({ HOW: 'hang', SIZE: '1000000' });
  await expect.poll(() => messagesOf(journal(), 'last'), { timeout: 40_000 }).toHaveLength(1);
  expectLastMessage(journal(), 1_000_000);
  child.kill('SIGINT');
  await closed;
  expect(messagesOf(journal(), 'last')).toHaveLength(1);
});

test('a message that finds no room in the socket is there although the process was killed in its handler', async () => {
  await record({ HOW: 'kill', SIZE: '1000000' }).closed;
  expectLastMessage(journal(), 1_000_000);
});

for (const how of ['app.exit', 'process.exit', 'quit'] as const) {
  for (const [count, size] of [
    [5000, 100],
    [61, 200_000],
  ] as const) {
    test(`${how}: all ${count} messages of ${size} characters that were sent right before`, async () => {
      const { closed, output } = record({ HOW: how, COUNT: String(count), SIZE: String(size) });
      await closed;
      const entries = journal();
      const numbers = messagesOf(entries, 'chunk').map(({ args }) => (args as [number])[0]);
      expect(numbers).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      expect(entries.filter((entry) => entry.type === 'gap' || entry.type === 'fault')).toEqual([]);
      const end = entries.find((entry) => entry.type === 'targetEnd');
      expect(end).toMatchObject({ exitCode: how === 'quit' ? 0 : 3 });
      expect(end).not.toHaveProperty('incomplete');
      expect(output.stderr).toContain('0 dropped');
    });
  }
}
