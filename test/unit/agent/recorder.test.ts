import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CostMeter } from '../../../src/agent/costMeter';
import { Outbox } from '../../../src/agent/outbox';
import { Recorder } from '../../../src/agent/recorder';
import { RecordingSettings } from '../../../src/agent/recordingSettings';
import type { AgentEntry } from '../../../src/shared/journal/entries';
import { createEncoder } from '../../../src/shared/value/encode';
import { nodeBuiltins } from '../../support/nodeBuiltins';

/** An inspector that takes what it is sent only when it is told to. */
class LazySink {
  readonly taken: Buffer[] = [];
  private readonly offered: { readonly bytes: Buffer; readonly done: () => void }[] = [];

  write(bytes: Buffer, done: () => void): void {
    this.offered.push({ bytes, done });
  }

  take(count: number): void {
    for (const { bytes, done } of this.offered.splice(0, count)) {
      this.taken.push(bytes);
      done();
    }
  }

  takeAll(): void {
    while (this.offered.length > 0) this.take(this.offered.length);
  }

  get entries(): AgentEntry[] {
    const lines = Buffer.concat(this.taken).toString('utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as AgentEntry);
  }
}

function send(recorder: Recorder): void {
  recorder.message({
    kind: 'send',
    direction: 'to-main',
    channel: 'channel',
    from: 2,
    to: 1,
    args: ['some payload'],
    origin: 'received',
  });
}

function setUp(maxBytes?: number) {
  const outbox = new Outbox(maxBytes);
  const sink = new LazySink();
  outbox.connect(sink);
  const recorder = new Recorder(
    createEncoder(nodeBuiltins),
    outbox,
    new RecordingSettings(),
    new CostMeter(),
    () => undefined,
  );
  return { outbox, sink, recorder };
}

test('every message is recorded or counted as dropped, however the inspector takes them', () => {
  const step = fc.oneof(
    fc.record({ send: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 5 }) }),
    fc.constant({ flush: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { sink, recorder } = setUp(2000);
      let sent = 0;
      for (const what of steps) {
        if ('send' in what) for (let i = 0; i < what.send; i++, sent++) send(recorder);
        else if ('take' in what) sink.take(what.take);
        else recorder.flush();
      }
      for (let round = 0; round < 3; round++) {
        recorder.flush();
        sink.takeAll();
      }
      const seqs = sink.entries.flatMap((entry) => (entry.type === 'message' ? [entry.seq] : []));
      const dropped = sink.entries.reduce((sum, entry) => (entry.type === 'gap' ? sum + entry.messages : sum), 0);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      expect(seqs.length + dropped).toBe(sent);
    }),
  );
});

test('what waits for the inspector lies in memory of its own', () => {
  const { sink, recorder } = setUp();
  for (let batch = 0; batch < 20; batch++) {
    send(recorder);
    recorder.flush();
  }
  sink.takeAll();
  expect(sink.taken).toHaveLength(20);
  for (const bytes of sink.taken) expect(bytes.buffer.byteLength).toBe(bytes.length);
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
  sink.takeAll();
  const redacted = sink.entries.map((entry) => 'redacted' in entry && entry.redacted === true);
  expect(redacted).toEqual([...cases.map(([, , , expected]) => expected), false, true]);
  const heads = Buffer.concat(sink.taken)
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(',"args"')[0]);
  expect(heads[1]).toContain('"redacted":true');
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
