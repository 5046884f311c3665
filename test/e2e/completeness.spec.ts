/**
 * Nothing is missed: what the agent captured is what Electron itself traced, message for message, and what those say
 * who sent it. COMPLETENESS_SEED repeats a run, as far as several processes can repeat anything.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { AgentEntry, MessageEntry, MessageKind, Status } from '../../src/shared/journal/entries';
import type { ElectronTrace } from '../support/completeness/electronTrace';
import { accountForSequence, firstDifference, isFromRenderer } from '../support/completeness/journalAccount';
import { accountForTiming } from '../support/completeness/timingAccount';
import { runTraced } from '../support/completeness/tracedRun';
import { type DocumentReport, EXPECTED_STATUS, type TrafficReport } from '../support/completeness/trafficReport';
import { electron, posix, unless } from '../support/conditions';
import { demoFolder, testApps } from '../support/paths';

test.skip(...unless(posix, 'signals end the trace'));

test.describe.configure({ timeout: 240_000 });

const MESSAGES = 100_000;
/** Trace events that `postMessage` has from this version on. */
const FIRST_ELECTRON_TRACING_POST_MESSAGE = 36;
/** Documents are closed, reloaded and crashed all the time, each with some 50 ms of which it had not yet told. */
const KNOWN_TIMES = 0.75;
const RUN_TIMEOUT_MS = 200_000;

interface Captured {
  readonly entries: readonly AgentEntry[];
  readonly messages: readonly MessageEntry[];
  readonly trace: ElectronTrace;
  readonly electronMajor: number;
}

/** The captured messages that Electron of this version traces. */
function traceable({ messages, electronMajor }: Captured): MessageEntry[] {
  const hasPostMessage = electronMajor >= FIRST_ELECTRON_TRACING_POST_MESSAGE;
  return messages.filter((message) => isFromRenderer(message) && (hasPostMessage || message.kind !== 'postMessage'));
}

function expectWhole(captured: Captured): void {
  const { entries, trace } = captured;
  expect(trace.losses, 'what the trace itself lost').toEqual([]);
  expect(entries.filter(({ type }) => type === 'fault')).toEqual([]);
  // No hole is left for a gap to explain.
  expect(accountForSequence(entries)).toEqual({
    highest: captured.messages.length,
    holes: 0,
    repeated: [],
    dropped: 0,
  });
  expect(firstDifference(trace.messages, traceable(captured))).toBeUndefined();
}

test.describe('random traffic', () => {
  test.skip(...unless(electron({ from: 30 }), 'the app has views'));
  const seed = Number(process.env.COMPLETENESS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  let captured: Captured;
  let report: TrafficReport;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    process.stdout.write(`COMPLETENESS_SEED=${seed}\n`);
    const folder = mkdtempSync(join(tmpdir(), 'electroscope-traffic-'));
    const reportFile = join(folder, 'report.json');
    const { target, trace } = await runTraced(join(testApps, 'traffic'), {
      variables: { TRAFFIC_SEED: String(seed), TRAFFIC_MESSAGES: String(MESSAGES), TRAFFIC_REPORT: reportFile },
      lastOutput: '[traffic] over',
      timeoutMs: RUN_TIMEOUT_MS,
    });
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as TrafficReport;
    rmSync(folder, { recursive: true, force: true });
    const { entries, messages, description } = target;
    captured = { entries, messages, trace, electronMajor: Number.parseInt(description?.electron ?? '', 10) };
  });

  test('is captured as Electron traced it: every message, in its order, once', () => {
    expectWhole(captured);
    expect(captured.trace.messages.length).toBeGreaterThan(MESSAGES * 0.9);
    expect(captured.messages.some(({ internal }) => internal === true)).toBe(true);
  });

  test('is of every kind, from documents of every fate', () => {
    const total = (kind: MessageKind) => captured.messages.filter((message) => message.kind === kind).length;
    for (const kind of ['send', 'invoke', 'sendSync', 'postMessage', 'sendToHost', 'port'] as const) {
      expect(total(kind), kind).toBeGreaterThan(10);
    }
    for (const fate of ['ended', 'hidden', 'cut'] as const) {
      expect(report.documents.filter((document) => document.fate === fate).length, fate).toBeGreaterThan(0);
    }
    const senders = captured.entries.filter((entry) => entry.type === 'endpoint');
    expect(senders.map(({ webContentsType }) => webContentsType)).toEqual(
      expect.arrayContaining(['window', 'webview']),
    );
    expect(senders.some(({ isMainFrame }) => isMainFrame === false)).toBe(true);
  });

  test('is captured as the documents say they sent it', () => {
    const received = byDocument(captured.messages);
    for (const document of report.documents) {
      const messages = received.get(document.document) ?? [];
      const numbers = messages.map(({ number }) => number);
      expect(numbers, describe(document)).toEqual(numbers.map((_, i) => i + 1));
      if (document.fate === 'cut') {
        expect(numbers.length, describe(document)).toBeGreaterThanOrEqual(document.count);
      } else {
        expect(countKinds(messages.map(({ kind }) => kind)), describe(document)).toEqual(document.sent);
      }
    }
    expect([...received.keys()].filter((document) => document > report.documents.length)).toEqual([]);
  });

  test('has every message that main sent, in order', () => {
    const captureds = captured.messages.filter(
      ({ direction, internal }) => direction === 'to-renderer' && internal !== true,
    );
    expect(captureds.map(({ channel }) => channel)).toEqual(report.sent);
    const ports = captured.messages.filter(({ kind }) => kind === 'port');
    const mainId = 1;
    expect(ports.filter(({ to }) => to === mainId).length).toBe(report.portReceived);
    expect(ports.filter(({ from }) => from === mainId).length).toBe(report.portSent);
  });

  test('has the end of every message', () => {
    const later = captured.entries.filter((entry) => entry.type === 'outcome');
    const outcomes = new Map<number, Status>(later.map(({ seq, status }) => [seq, status]));
    expect(outcomes.size, 'messages with an end of their own').toBe(later.length);
    const wrong = captured.messages.flatMap(({ seq, channel, direction, outcome }) => {
      const expected = direction === 'to-main' ? EXPECTED_STATUS[channel.split(':')[0] ?? ''] : undefined;
      const status = outcome?.status ?? outcomes.get(seq) ?? 'pending';
      return expected === undefined || status === expected ? [] : [`${seq} ${channel}: ${status}, not ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  test('has the caller’s side of the timing, but for what was cut off before it could tell', () => {
    const { lost, known, unknown, impossible } = accountForTiming(captured.entries, captured.messages);
    expect(lost, 'documents whose messages could not be matched').toBe(0);
    expect(impossible).toEqual([]);
    expect(known / (known + unknown)).toBeGreaterThan(KNOWN_TIMES);
  });
});

test('the tour of the demo is captured as Electron traced it', async () => {
  test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
  const { target, trace } = await runTraced(demoFolder, {
    args: ['--traffic=off'],
    lastOutput: '[fieldnotes] tour complete',
    timeoutMs: RUN_TIMEOUT_MS,
  });
  const { entries, messages, description } = target;
  const electronMajor = Number.parseInt(description?.electron ?? '', 10);
  expectWhole({ entries, messages, trace, electronMajor });
  expect(trace.messages.length).toBeGreaterThan(50);
});

interface NumberedMessage {
  readonly kind: MessageKind;
  readonly number: number;
}

/** The messages of each document, in the order captured, with the numbers it gave them. */
function byDocument(messages: readonly MessageEntry[]): Map<number, NumberedMessage[]> {
  const documents = new Map<number, NumberedMessage[]>();
  for (const message of messages) {
    if (!isFromRenderer(message) || message.internal === true || message.channel === 'traffic:join') continue;
    const args = message.args as unknown[];
    const [document, number] = (message.kind === 'postMessage' ? args[0] : args) as [number, number];
    const list = documents.get(document) ?? [];
    list.push({ kind: message.kind, number });
    documents.set(document, list);
  }
  return documents;
}

function countKinds(kinds: readonly MessageKind[]): Partial<Record<MessageKind, number>> {
  const counts: Partial<Record<MessageKind, number>> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function describe({ document, fate, count }: DocumentReport): string {
  return `document ${document}, ${fate}, at least ${count} messages`;
}
