/** Captures of versions that recorded what Electron's own messages carry are cleaned wherever they are written again. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { mergeCaptures } from '../../../../src/main/recordings/mergeCaptures';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { type SaveOptions, saveCapture } from '../../../../src/main/recordings/saveCapture';
import { Session } from '../../../../src/main/recordings/session';
import type { CaptureSummary } from '../../../../src/shared/journal/agentFacts';
import type { JournalEntry, MessageEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { readEntries } from '../../../support/captureFile';
import { captureText, writeCapture } from '../../../support/captureFiles';
import { exportText } from '../../../support/exporting';
import { temporaryFolder } from '../../../support/temporaryFolder';

const LICENCE = 'ABCD-1234';
const SOURCE = 'const licensed = require';
const SECRETS = [LICENCE, SOURCE, '/home/ada', 'timing-preload'];

const base: MessageEntry = {
  type: 'message',
  seq: 0,
  at: 0,
  kind: 'sendSync',
  direction: 'to-main',
  channel: 'c',
  from: 2,
  to: 1,
  size: 10,
};
const loaded: EncodedValue = [
  null,
  {
    preloadScripts: [{ filePath: '/opt/electroscope/timing-preload.cjs', contents: 'ours' }, { contents: SOURCE }],
    process: { env: { COMPANY_LICENCE: LICENCE, HOME: '/home/ada' } },
  },
];
const internal = { ...base, channel: 'BROWSER_SANDBOX_LOAD', internal: true } as const;

function entries(capture?: CaptureSummary): JournalEntry[] {
  return [
    {
      type: 'target',
      target: 1,
      pid: 7,
      name: 'a',
      electron: '33',
      chrome: '1',
      node: '20',
      platform: 'linux',
      arch: 'x64',
      timeOrigin: 1_795_000_000_000_000,
      hooks: [],
      ...(capture && { capture }),
    },
    { type: 'source', target: 1 },
    // Answered in its line, later, by an error, and never.
    {
      ...internal,
      seq: 1,
      at: 1,
      truncated: true,
      outcome: { at: 2, status: 'ok', size: 900, truncated: true },
      args: [{ note: LICENCE }],
      result: loaded,
    },
    { ...internal, seq: 2, at: 3, args: [SOURCE] },
    { type: 'outcome', seq: 2, at: 4, status: 'ok', size: 800, redacted: true, result: loaded },
    { ...internal, seq: 3, at: 5, args: [] },
    { type: 'outcome', seq: 3, at: 6, status: 'error', error: { text: `no ${LICENCE}`, value: { at: '/home/ada' } } },
    { ...internal, seq: 4, at: 7, args: [LICENCE] },
    // The app's own is kept.
    { ...base, seq: 5, at: 8, args: ['of the app'] },
    { type: 'outcome', seq: 5, at: 9, status: 'ok', size: 7, result: 'to the app' },
    // What it answers was in a damaged line.
    { type: 'outcome', seq: 6, at: 9, status: 'ok', size: 7, result: loaded },
  ];
}

const opened: OpenedSession[] = [];
afterEach(async () => {
  for (const session of opened.splice(0)) await session.close();
});

/** @returns the path of a capture of an old version */
function oldCapture(capture?: CaptureSummary): string {
  const path = join(temporaryFolder(), 'old.escope');
  writeCapture(path, entries(capture));
  return path;
}

async function open(path: string): Promise<OpenedSession> {
  const session = await OpenedSession.open(path);
  opened.push(session);
  return session;
}

function expectClean(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
  expect(text).toContain('of the app');
  expect(text).toContain('to the app');
}

/** Of a capture file: sizes and times stay, and each message says that something is left out. */
function expectTold(path: string): void {
  expectClean(readFileSync(path, 'utf8'));
  const told = readEntries(path);
  const messages = told.filter((entry): entry is MessageEntry => entry.type === 'message');
  expect(messages.map(({ seq, payloadOmitted }) => [seq, payloadOmitted])).toEqual([
    ...[1, 2, 3, 4].map((seq) => [seq, true]),
    [5, undefined],
  ]);
  expect(messages[0]).toMatchObject({ at: 1, size: 10, outcome: { at: 2, status: 'ok', size: 900 } });
  expect(messages[0]).not.toHaveProperty('truncated');
  expect(messages[0]?.outcome).not.toHaveProperty('truncated');
  const outcomes = told.filter((entry) => entry.type === 'outcome' && entry.seq < 5);
  expect(outcomes).toEqual([
    { type: 'outcome', seq: 2, at: 4, status: 'ok', size: 800 },
    { type: 'outcome', seq: 3, at: 6, status: 'error' },
  ]);
}

describe('a capture of an old version is cleaned', () => {
  test.each<[string, Partial<SaveOptions>]>([
    ['saved', {}],
    ['saved in part', { keeps: () => true }],
    ['saved sanitised', { redaction: DEFAULT_RULES }],
  ])('when it is %s', async (_, options) => {
    const session = await open(oldCapture());
    const path = join(temporaryFolder(), 'saved.escope');
    await saveCapture(session, path, { writerName: 'test', ...options });
    expectTold(path);
  });

  test('when it is saved although a payload in it is damaged', async () => {
    const path = join(temporaryFolder(), 'damaged.escope');
    const text = captureText(entries()).replace(`"args":["${SOURCE}"]`, `"args":["${SOURCE}`);
    writeFileSync(path, text);
    const saved = join(temporaryFolder(), 'saved.escope');
    await saveCapture(await open(path), saved, { writerName: 'test' });
    expectTold(saved);
  });

  test('when it is merged', async () => {
    const to = join(temporaryFolder(), 'merged.escope');
    await mergeCaptures([oldCapture(), oldCapture()], to, { writerName: 'test' });
    expectClean(readFileSync(to, 'utf8'));
    expect((await open(to)).fold.table.length).toBe(10);
  });

  test('when an app goes on after it in a new session', async () => {
    const path = join(temporaryFolder(), 'live.escope');
    const session = await Session.create(path, 'test');
    await session.absorb(await open(oldCapture()));
    expect(JSON.parse((await session.readMessage(0)).message)).toMatchObject({ payloadOmitted: true });
    await session.close();
    expectTold(path);
  });

  test.each(['jsonl', 'csv', 'har', 'trace', 'escope'] as const)('when it is exported as %s', async (format) => {
    const text = await exportText(entries(), format);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(text).toContain('BROWSER_SANDBOX_LOAD');
    if (format === 'jsonl') {
      const [first] = text.split('\n').map((line) => (line === '' ? undefined : JSON.parse(line)));
      expect(first).toMatchObject({ seq: 1, payloadOmitted: true, size: 10, resultSize: 900 });
      expect(first).not.toHaveProperty('args');
    }
  });
});

test('what a user asked to have recorded is kept, except where it is sanitised', async () => {
  const capture = { maxPayloadBytes: 1000, redactionRules: 0, stackFrames: 0, internalPayloads: true };
  const session = await open(oldCapture(capture));
  const path = join(temporaryFolder(), 'saved.escope');
  await saveCapture(session, path, { writerName: 'test' });
  const [, ...lines] = readFileSync(path, 'utf8').split('\n');
  // All but the answer to a message that nobody knows.
  const kept = entries(capture).map((entry) => encodeLine(entry).trimEnd());
  expect(lines.slice(0, kept.length - 1)).toEqual(kept.slice(0, -1));
  await saveCapture(session, path, { writerName: 'test', redaction: DEFAULT_RULES });
  expectTold(path);
  expect(await exportText(entries(capture), 'jsonl')).toContain(LICENCE);
  expect(await exportText(entries(capture), 'jsonl', '', { redaction: DEFAULT_RULES })).not.toContain(LICENCE);
});
