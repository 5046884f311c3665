/** The lines that are put together by hand are those that JSON.stringify would give. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeMessage, writeOutcome } from '../../../../src/agent/recording/messageLines';
import { MessageRecord } from '../../../../src/agent/recording/messageRecord';
import { DIRECTIONS, MESSAGE_KINDS, type Outcome } from '../../../../src/shared/journal/entries';
import { Redactor } from '../../../../src/shared/redaction/redactor';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);
const redactor = new Redactor({ keys: ['password'], paths: [], patterns: [], keeps: [] });
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const isTrue = optional(fc.constant(true as const));
const outcome: fc.Arbitrary<Outcome> = fc.record({
  at: fc.nat(),
  status: fc.constantFrom('ok', 'error', 'unhandled', 'lost', 'unknown'),
  size: optional(fc.nat()),
  truncated: isTrue,
  payloadDropped: isTrue,
});
const message = fc.record({
  seq: fc.nat(),
  facts: fc.record({
    at: fc.nat(),
    kind: fc.constantFrom(...MESSAGE_KINDS),
    direction: fc.constantFrom(...DIRECTIONS),
    channel: fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('"'.repeat(300))),
    from: fc.nat(),
    to: fc.nat(),
    port: optional(fc.nat()),
    ports: optional(fc.array(fc.nat(), { maxLength: 3 })),
    internal: isTrue,
    payloadOmitted: isTrue,
  }),
  args: fc.constantFrom<unknown[]>([1, 'a'], [{ password: 'x' }], [new Uint8Array(2000)]),
  payloadDropped: fc.boolean(),
  dispatched: optional(fc.record({ at: fc.nat(), listeners: optional(fc.record({ ipcMain: fc.nat() })) })),
  outcome: optional(outcome),
});

type Given = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

function written(write: (sink: { text(piece: string): void; ascii(piece: string): void }) => void): string {
  let line = '';
  const add = (piece: string) => {
    line += piece;
  };
  write({ text: add, ascii: add });
  return line;
}

function recordOf({ seq, facts, args, payloadDropped, ...rest }: Given) {
  const record = new MessageRecord(
    seq,
    facts,
    encoder.encode(args, 'received', DEFAULT_LIMITS, redactor.of('args', '')),
    payloadDropped,
  );
  return Object.assign(record, rest);
}

test('a message has the keys that are known of it, in the order that readers expect', () => {
  fc.assert(
    fc.property(message, (given) => {
      const record = recordOf(given);
      const { size, truncated } = record;
      const line = written((sink) => writeMessage(record, sink, redactor));
      const { args, redacted, ...head } = JSON.parse(line);
      const expected = JSON.stringify({
        type: 'message',
        seq: given.seq,
        ...given.facts,
        size,
        truncated: truncated || undefined,
        payloadDropped: given.payloadDropped || undefined,
        dispatched: given.dispatched,
        outcome: given.outcome,
      });
      expect(line.startsWith(expected.slice(0, -1))).toBe(true);
      expect(JSON.stringify(head)).toBe(expected);
      expect(line.endsWith('}\n')).toBe(true);
      const hasArgs = !given.payloadDropped && given.facts.payloadOmitted === undefined;
      expect(args !== undefined).toBe(hasArgs);
      expect(redacted).toBe(hasArgs && line.includes('"$":"redacted"') ? true : undefined);
      expect(record.args).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('an outcome that follows has its own line', () => {
  fc.assert(
    fc.property(message, outcome, (given, end) => {
      const record = Object.assign(recordOf(given), { outcome: end, args: undefined });
      const line = written((sink) => writeOutcome(record, sink, redactor));
      expect(line).toBe(`${JSON.stringify({ type: 'outcome', seq: given.seq, ...end })}\n`);
    }),
  );
});
