import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CostMeter } from '../../../../src/agent/base/costMeter';
import { Outbox } from '../../../../src/agent/link/outbox';
import { SpillFile } from '../../../../src/agent/link/spillFile';
import type { MessageRecord } from '../../../../src/agent/recording/messageRecord';
import { Recorder } from '../../../../src/agent/recording/recorder';
import { RecordingSettings } from '../../../../src/agent/recording/recordingSettings';
import { SpillFileReader } from '../../../../src/main/targets/spillFileReader';
import type { AgentEntry } from '../../../../src/shared/journal/entries';
import { MAX_SPILL_BYTES } from '../../../../src/shared/link/spill';
import { createEncoder } from '../../../../src/shared/value/encode';
import { PacedSink } from '../../../support/agent/pacedSink';
import { nodeBuiltins } from '../../../support/nodeBuiltins';
import { temporaryFolder } from '../../../support/temporaryFolder';

const ARRIVAL = {
  kind: 'send',
  direction: 'to-main',
  channel: 'in',
  from: 2,
  to: 1,
  origin: 'received',
  isArriving: true,
} as const;
const INVOKE = { ...ARRIVAL, kind: 'invoke' } as const;
const CALL = { kind: 'send', direction: 'to-renderer', channel: 'out', from: 1, to: 2, origin: 'app' } as const;

/** A message that main sends is recorded, and over. */
function call(recorder: Recorder, ...args: unknown[]): void {
  const record = recorder.message({ ...CALL, args });
  if (record !== undefined) recorder.end(record, { status: 'ok' });
}

interface Room {
  /** Of the system, in bytes. */
  readonly room?: number;
  readonly maxBytes?: number;
  readonly maxBytesWithHeads?: number;
  readonly spill?: SpillFile;
}

function setUp({ room = Number.POSITIVE_INFINITY, maxBytes = 1e9, maxBytesWithHeads = 1e9, spill }: Room = {}) {
  const outbox = new Outbox(spill, maxBytes, maxBytesWithHeads);
  const sink = new PacedSink(room);
  outbox.connect(sink, Buffer.alloc(0));
  const recorder = new Recorder(
    createEncoder(nodeBuiltins),
    outbox,
    new RecordingSettings(),
    new CostMeter(),
    () => undefined,
  );
  return { outbox, sink, recorder };
}

function seqsOf(entries: readonly AgentEntry[]): number[] {
  return entries.flatMap((entry) => (entry.type === 'message' ? [entry.seq] : []));
}

test('every message is recorded or counted where it is missing, however the inspector takes them', () => {
  const step = fc.oneof(
    fc.record({ arrive: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ call: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ read: fc.integer({ min: 1, max: 3000 }) }),
    fc.constant({ flush: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(4000), (steps, room) => {
      const { sink, recorder } = setUp({ room, maxBytes: 2000, maxBytesWithHeads: 4000 });
      let sent = 0;
      for (const what of steps) {
        if ('arrive' in what)
          for (let i = 0; i < what.arrive; i++, sent++) recorder.message({ ...ARRIVAL, args: ['some payload', i] });
        else if ('call' in what) for (let i = 0; i < what.call; i++, sent++) call(recorder, 'some payload', i);
        else if ('read' in what) sink.read(what.read);
        else recorder.flush();
      }
      for (let round = 0; round < 3; round++) {
        recorder.flush();
        for (let i = 0; i < 100; i++) sink.read(1e6);
      }
      expect(sink.text.endsWith('\n') || sink.text === '').toBe(true);
      let next = 1;
      for (const entry of sink.entries) {
        if (entry.type === 'gap') next += entry.messages;
        if (entry.type === 'message') expect(entry.seq).toBe(next++);
      }
      expect(next - 1).toBe(sent);
    }),
  );
});

describe('a message that main receives', () => {
  test('is written before the app handles it, one after the other', () => {
    const { sink, recorder } = setUp();
    for (let seq = 1; seq <= 30; seq++) {
      recorder.message({ ...INVOKE, args: [seq] });
      expect(seqsOf(sink.entries)).toHaveLength(seq);
    }
    expect(sink.entries.at(-1)).toMatchObject({ channel: 'in', kind: 'invoke', from: 2, args: [30] });
  });

  test('waits for the next batch if there are very many of them', async () => {
    const { sink, recorder } = setUp();
    for (let seq = 1; seq <= 400; seq++) recorder.message({ ...ARRIVAL, args: [seq], atUs: 1e6 });
    expect(seqsOf(sink.entries).length).toBeLessThan(400);
    await expect.poll(() => seqsOf(sink.entries)).toHaveLength(400);
    // 50 ms later, there are ten more.
    for (let seq = 1; seq <= 11; seq++) recorder.message({ ...ARRIVAL, args: [seq], atUs: 1.05e6 });
    expect(seqsOf(sink.entries)).toHaveLength(410);
  });

  test('takes with it what waits, in order', () => {
    const { sink, recorder } = setUp();
    recorder.entry({ type: 'endpoint', id: 2, kind: 'frame' });
    recorder.message({ ...ARRIVAL, args: [] });
    expect(sink.entries.map(({ type }) => type)).toEqual(['endpoint', 'message']);
  });

  test('is looked at later if its end is not known, and not while the app waits', async () => {
    const { sink, recorder } = setUp();
    const looks: string[] = [];
    const open = recorder.message({ ...INVOKE, args: [] });
    const answered = recorder.message({ ...INVOKE, args: [] });
    if (open === undefined || answered === undefined) throw new Error('not recorded');
    open.whenWrittenOpen = () => looks.push('open');
    answered.whenWrittenOpen = () => looks.push('answered');
    recorder.end(answered, { status: 'ok', result: 1 });
    expect(looks).toEqual([]);
    await expect.poll(() => looks).toEqual(['open']);
    recorder.end(open, { status: 'lost' });
    recorder.flush();
    expect(looks).toEqual(['open']);
    const outcomes = sink.entries.flatMap((entry) => (entry.type === 'outcome' ? [[entry.seq, entry.status]] : []));
    expect(outcomes).toEqual([
      [2, 'ok'],
      [1, 'lost'],
    ]);
  });

  test('holds nothing of the app once recording has stopped, written or not', () => {
    const { recorder, sink } = setUp();
    const records = Array.from({ length: 70 }, () => {
      return recorder.message({ ...INVOKE, args: [], atUs: 1e6 }) as MessageRecord;
    });
    for (const record of records) record.whenWrittenOpen = () => {};
    expect(seqsOf(sink.entries)).toHaveLength(64);
    recorder.close();
    expect(records.filter(({ whenWrittenOpen }) => whenWrittenOpen !== undefined)).toEqual([]);
  });
});

describe('of several ends of a message only the first counts', () => {
  const later: [string, (recorder: Recorder, record: MessageRecord) => void][] = [
    ['another answer', (recorder, record) => recorder.end(record, { status: 'ok', result: 'second' })],
    ['an error', (recorder, record) => recorder.end(record, { status: 'error', error: new Error('late') })],
    ['a result that could not be sent', (recorder, record) => recorder.refused(record, 'second', new Error('late'))],
  ];
  const outcome = { status: 'ok', at: 2000 };

  test.each(later)('%s follows in the same batch', (_, follow) => {
    const { sink, recorder } = setUp();
    const record = recorder.message({ ...INVOKE, isArriving: false, args: [] }) as MessageRecord;
    recorder.end(record, { status: 'ok', result: 'first', atUs: 2000 });
    follow(recorder, record);
    recorder.flush();
    expect(sink.entries).toMatchObject([{ type: 'message', outcome, result: 'first' }]);
    expect(sink.entries[0]).not.toHaveProperty('error');
  });

  test.each(later)('%s follows when the message is written', (_, follow) => {
    const { sink, recorder } = setUp();
    const record = recorder.message({ ...INVOKE, args: [] }) as MessageRecord;
    recorder.end(record, { status: 'ok', result: 'first', atUs: 2000 });
    follow(recorder, record);
    recorder.flush();
    follow(recorder, record);
    recorder.flush();
    const outcomes = sink.entries.filter((entry) => entry.type === 'outcome');
    expect(outcomes).toMatchObject([{ ...outcome, result: 'first' }]);
    expect(outcomes[0]).not.toHaveProperty('error');
  });
});

describe('what main is about to handle, beyond what is written at once', () => {
  const large = { text: 'x'.repeat(20_000) };

  test('a large message counts for as many as it has kilobytes', () => {
    const { sink, recorder } = setUp();
    let written = 0;
    for (let i = 0; i < 10; i++) {
      recorder.message({ ...ARRIVAL, atUs: 1_000_000, args: [large] });
      if (seqsOf(sink.entries).length === i + 1) written++;
    }
    expect(written).toBe(4);
    recorder.flush();
    expect(seqsOf(sink.entries).length).toBe(10);
  });

  test('what waits is as it was when it came, whatever its size', () => {
    const { sink, recorder } = setUp();
    for (let i = 0; i < 4; i++) recorder.message({ ...ARRIVAL, atUs: 1_000_000, args: [large] });
    const waiting = [
      { list: [1, 2], text: 'short' },
      { list: [3], text: 'x'.repeat(10_000) },
    ];
    const before = structuredClone(waiting);
    for (const value of waiting) {
      recorder.message({ ...ARRIVAL, atUs: 1_000_000, args: [value] });
      value.list.push(99);
      value.text = 'changed';
    }
    recorder.flush();
    const messages = sink.entries.filter((entry) => entry.type === 'message');
    expect(messages.slice(4).map(({ args }) => args)).toEqual(before.map((value) => [value]));
  });
});

test('what a frame tells of later waits for the next batch', () => {
  const { sink, recorder } = setUp();
  recorder.message({ ...ARRIVAL, isArriving: false, args: [] });
  expect(sink.entries).toEqual([]);
  recorder.flush();
  expect(seqsOf(sink.entries)).toEqual([1]);
});

describe('what main sends', () => {
  test('is written as soon as the call has returned, with how it ended', () => {
    const { sink, recorder } = setUp();
    const record = recorder.message({ ...CALL, args: ['x'] });
    expect(sink.entries).toEqual([]);
    if (record !== undefined) recorder.end(record, { status: 'ok' });
    expect(sink.entries).toMatchObject([{ type: 'message', args: ['x'], outcome: { status: 'ok' } }]);
  });

  test('is written in a loop that leaves no room for timers, up to the last few', () => {
    const { sink, recorder } = setUp();
    for (let i = 0; i < 5000; i++) call(recorder, i);
    expect(seqsOf(sink.entries).length).toBeGreaterThan(5000 - 256);
  });
});

describe('when the inspector cannot keep up', () => {
  const payload = 'p'.repeat(1000);

  test('payloads are given up before messages, and messages are counted where they are missing', () => {
    const { sink, recorder } = setUp({ room: 3000, maxBytes: 5000, maxBytesWithHeads: 8000 });
    for (let i = 0; i < 60; i++) recorder.message({ ...ARRIVAL, args: [payload, i] });
    recorder.flush();
    for (let i = 0; i < 20; i++) sink.read(1e6);
    recorder.message({ ...ARRIVAL, args: ['after'] });
    const messages = sink.entries.filter((entry) => entry.type === 'message');
    const withPayload = messages.filter(({ args }) => args !== undefined);
    const heads = messages.filter(({ args }) => args === undefined);
    expect(withPayload.length).toBeGreaterThan(6);
    expect(heads.length).toBeGreaterThan(5);
    const [{ size } = { size: 0 }] = withPayload;
    for (const head of heads) {
      expect(head).toMatchObject({ channel: 'in', kind: 'send', from: 2, truncated: true, payloadDropped: true, size });
    }
    const gaps = sink.entries.filter((entry) => entry.type === 'gap');
    expect(gaps).toMatchObject([{ messages: 61 - messages.length, reason: 'the inspector could not keep up' }]);
    // Its place is that of what it tells of.
    expect(sink.entries.slice(-2)).toMatchObject([{ type: 'gap' }, { type: 'message', seq: 61, args: ['after'] }]);
  });

  test('a gap says from when to when messages are missing', () => {
    const { sink, recorder } = setUp({ room: 0, maxBytes: 100, maxBytesWithHeads: 100 });
    recorder.message({ ...ARRIVAL, args: [payload], atUs: 1000 });
    recorder.flush();
    for (const atUs of [2000, 3000, 4000]) expect(recorder.message({ ...ARRIVAL, args: [], atUs })).toBeUndefined();
    for (let i = 0; i < 20; i++) sink.read(1e6);
    recorder.flush();
    for (let i = 0; i < 20; i++) sink.read(1e6);
    const gaps = sink.entries.filter((entry) => entry.type === 'gap');
    expect(gaps).toMatchObject([{ at: 2000, until: 4000, messages: 3 }]);
  });

  test('results are given up and errors kept, cut short', () => {
    const { sink, recorder } = setUp({ room: 500, maxBytes: 1000 });
    const records = [1, 2, 3].map(() => recorder.message({ ...INVOKE, args: [] }));
    recorder.message({ ...ARRIVAL, args: [payload] });
    const [first, second, third] = records;
    if (first === undefined || second === undefined || third === undefined) throw new Error('not recorded');
    recorder.end(first, { status: 'ok', result: payload });
    recorder.end(second, { status: 'error', error: new Error('x'.repeat(100_000)), errorText: 'Error: x' });
    recorder.end(third, { status: 'ok' });
    recorder.flush();
    for (let i = 0; i < 20; i++) sink.read(1e6);
    const outcomes = sink.entries.filter((entry) => entry.type === 'outcome');
    expect(outcomes).toHaveLength(3);
    expect(outcomes[0]).toMatchObject({ truncated: true, payloadDropped: true });
    expect(outcomes[0]?.size).toBeGreaterThan(1000);
    expect(outcomes[0]).not.toHaveProperty('result');
    expect(outcomes[1]).not.toHaveProperty('payloadDropped');
    expect(outcomes[1]?.error).toMatchObject({ text: 'Error: x', value: { $: 'error', name: 'Error' } });
    expect(JSON.stringify(outcomes[1]).length).toBeLessThan(20_000);
    expect(outcomes[2]).not.toHaveProperty('truncated');
  });

  test('what waits takes up little more memory than it has bytes, and is not overwritten', () => {
    const { sink, recorder } = setUp({ room: 0 });
    const sent: string[] = [];
    for (const length of [10, 100_000, 10, 30_000, 700_000, 10, 2_000_000, 40_000, 60_000, 70_000, 80_000, 90_000]) {
      sent.push(String.fromCharCode(97 + sent.length).repeat(Math.min(length, 200_000)));
      recorder.message({ ...ARRIVAL, args: [sent.at(-1)] });
      recorder.flush();
      sink.read(1000);
    }
    for (let i = 0; i < 50; i++) sink.read(1e6);
    const args = sink.entries.flatMap((entry) => (entry.type === 'message' ? [entry.args] : []));
    expect(args).toEqual(sent.map((text) => [text]));
  });
});

describe('at the end of the process', () => {
  const end = (seq: number) => ({ type: 'end', seq });

  test('everything goes out, and a line says that this is all', () => {
    const { sink, recorder } = setUp();
    for (let i = 0; i < 300; i++) call(recorder, i);
    recorder.finish();
    expect(seqsOf(sink.entries)).toHaveLength(300);
    expect(sink.entries.at(-1)).toEqual(end(300));
  });

  test('what comes even later goes out at once', () => {
    const { sink, recorder } = setUp();
    recorder.finish();
    for (let i = 0; i < 150; i++) call(recorder, i);
    expect(seqsOf(sink.entries)).toHaveLength(150);
    expect(sink.entries.at(-1)).toEqual(end(150));
  });

  test('messages that found no room are told of, however full it is', () => {
    const spill = new SpillFile(join(temporaryFolder(), 'agent'), 1e6);
    const { sink, recorder } = setUp({ room: 0, maxBytes: 1000, maxBytesWithHeads: 1000, spill });
    for (let i = 0; i < 50; i++) recorder.message({ ...ARRIVAL, args: [i] });
    recorder.finish();
    for (let i = 0; i < 10; i++) sink.read(1e6);
    const recorded = seqsOf(sink.entries).length;
    expect(recorded).toBeLessThan(20);
    expect(sink.entries.slice(-2)).toMatchObject([{ type: 'gap', messages: 50 - recorded }, end(50)]);
  });
});

test('a line tells in its head that something in it is hidden, by whichever rule', () => {
  const { sink, recorder } = setUp();
  const facts = { kind: 'invoke', direction: 'to-main', channel: 'c', from: 2, to: 1, origin: 'received' } as const;
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
  const bytes = new Uint8Array(5000);
  const cases: [args: unknown[], end: Parameters<Recorder['end']>[1], stack: string | undefined, redacted: boolean][] =
    [
      [['plain'], { status: 'ok', result: 1 }, undefined, false],
      [[{ password: 'x' }], { status: 'ok' }, undefined, true],
      [[`Bearer ${jwt}`], { status: 'ok' }, undefined, true],
      [[bytes, { token: 'x' }], { status: 'ok' }, undefined, true],
      [[], { status: 'ok', result: { apiKey: 'x' } }, undefined, true],
      [[], { status: 'error', error: new Error(jwt) }, undefined, true],
      [[], { status: 'error', errorText: `Error: ${jwt}` }, undefined, true],
      [[], { status: 'ok' }, `at ${jwt}`, true],
      [[{ password: null, text: '"$":"redacted"' }], { status: 'ok' }, 'at main', false],
    ];
  for (const [args, end, stack] of cases) {
    const record = recorder.message({ ...facts, args, ...(stack === undefined ? {} : { stack }) });
    if (record !== undefined) recorder.end(record, end);
  }
  const late = recorder.message({ ...facts, args: ['plain'] });
  recorder.flush();
  if (late !== undefined) recorder.end(late, { status: 'ok', result: { password: 'x' } });
  recorder.flush();
  const isRedacted = new Map<number, boolean>();
  for (const entry of sink.entries) {
    if (entry.type !== 'message' && entry.type !== 'outcome') continue;
    isRedacted.set(entry.seq, entry.redacted === true || isRedacted.get(entry.seq) === true);
  }
  expect([...isRedacted.values()]).toEqual([...cases.map(([, , , expected]) => expected), true]);
  const second = sink.text.split('\n').find((line) => line.startsWith('{"type":"message","seq":2,'));
  expect(second?.split(',"args"')[0]).toContain('"redacted":true');
});

test('a match of the app is not forgotten when lines are written in the middle of its code', () => {
  const { recorder } = setUp();
  const facts = { kind: 'send', direction: 'to-renderer', channel: 'c', from: 1, to: 2, origin: 'app' } as const;
  const traces = () => [RegExp.$1, RegExp.$2, RegExp.input, RegExp.lastMatch, RegExp.leftContext, RegExp.lastParen];
  /(b)(c)/.exec('abcd');
  const before = traces();
  recorder.message({
    ...facts,
    args: [{ note: 'Bearer abcdefghijklmnop0123456789', url: 'https://u:pw@x.org/?token=a' }],
  });
  // More than is held back.
  recorder.message({ ...facts, args: Array.from({ length: 20 }, () => 'x'.repeat(200_000)), stack: 'at token=abc' });
  for (let i = 0; i < 20; i++) recorder.message({ ...facts, args: ['y'.repeat(250_000)] });
  recorder.flush();
  expect(traces()).toEqual(before);
});

test('before the process may end, what is pending is with the system or in the spill file', () => {
  const path = join(temporaryFolder(), 'agent');
  const { sink, recorder } = setUp({ room: 1000, spill: new SpillFile(path, MAX_SPILL_BYTES) });
  for (let i = 0; i < 10; i++) recorder.message({ ...CALL, args: ['x'.repeat(5000), i] });
  recorder.keepFromLoss();
  const sent = Buffer.byteLength(sink.text);
  const safe = sink.text + new SpillFileReader(path).from(sent).toString();
  const entries = safe
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AgentEntry);
  expect(seqsOf(entries)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
