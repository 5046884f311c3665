/** The matching of what main saw with what a document reports: by order, verified, and never by half. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Deliveries, FrameDocument } from '../../../../src/agent/recording/frameDocument';
import { MessageRecord } from '../../../../src/agent/recording/messageRecord';
import { MESSAGE_KINDS, type MessageKind } from '../../../../src/shared/journal/entries';
import type { FrameReport } from '../../../../src/shared/link/frameReport';
import { createEncoder, DEFAULT_LIMITS } from '../../../../src/shared/value/encode';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

/** What has to be added to a time of the frame. */
const OFFSET_US = 5_000_000;
const STEP_US = 100;

interface Call {
  readonly kind: MessageKind;
  readonly channel: string;
  readonly sentAtUs: number;
  readonly answeredAtUs?: number;
}

describe('a document', () => {
  test('has its calls matched, whichever side tells first', () => {
    const { document, taken, lost } = open();
    document.arrived(record(1), 'send', 'a', OFFSET_US + 1000);
    document.report(reportOf([call('send', 'a', 900), call('send', 'b', 950)], { greetedAtUs: 890 }));
    expect(taken()?.times).toHaveLength(1);
    // No report follows: it was the document's last.
    document.arrived(record(2), 'send', 'b', OFFSET_US + 1100);
    expect(taken()?.times.map(([seq]) => seq)).toEqual([2]);
    expect(lost()).toBe(false);
  });

  test('has calls that arrive after their report told together', () => {
    const { document, taken } = open();
    document.arrived(record(1), 'send', 'a', OFFSET_US + 1000);
    const calls = ['a', 'b', 'c', 'd'].map((channel, i) => call('send', channel, 900 + i));
    document.report(reportOf(calls, { greetedAtUs: 890 }));
    expect(taken()?.times).toHaveLength(1);
    document.arrived(record(2), 'send', 'b', OFFSET_US + 1100);
    document.arrived(record(3), 'send', 'c', OFFSET_US + 1100);
    expect(taken()).toBeUndefined();
    document.arrived(record(4), 'send', 'd', OFFSET_US + 1100);
    expect(taken()?.times.map(([seq]) => seq)).toEqual([2, 3, 4]);
  });

  test('has told what is known when it ends, though some of its calls never came', () => {
    const { document, taken } = open();
    document.report(reportOf([call('send', 'a', 900), call('send', 'b', 950)], { greetedAtUs: 890 }));
    document.arrived(record(1), 'send', 'a', OFFSET_US + 1000);
    expect(taken()).toBeUndefined();
    document.end();
    expect(taken()?.times.map(([seq]) => seq)).toEqual([1]);
  });

  test('that had reported another call than comes is given up', () => {
    const { document, taken, lost } = open();
    document.report(reportOf([call('send', 'a', 900)], { greetedAtUs: 890 }));
    document.arrived(record(1), 'send', 'b', OFFSET_US + 1000);
    expect(lost()).toBe(true);
    expect(taken()).toBeUndefined();
  });

  test('tells nothing before its clock is aligned', () => {
    const { document, taken } = open();
    document.arrived(record(1), 'send', 'a', OFFSET_US + 1000);
    document.report(reportOf([call('send', 'a', 900)]));
    expect(taken()).toBeUndefined();
    document.report(reportOf([], { greetedAtUs: 1200 }));
    expect(taken()?.times).toHaveLength(1);
  });

  test('has the answer to a call that was reported before', () => {
    const { document, taken } = open();
    const asked = record(1);
    document.arrived(asked, 'invoke', 'ask', OFFSET_US + 1000);
    document.report(reportOf([call('invoke', 'ask', 900)], { greetedAtUs: 910 }));
    taken();
    asked.outcome = { at: OFFSET_US + 2000, status: 'ok' };
    document.report(reportOf([], { answers: [0, 2100] }));
    const deliveries = taken();
    const [[seq, sentAt, receivedAt] = []] = deliveries?.times ?? [];
    expect([seq, sentAt]).toEqual([1, null]);
    expect(receivedAt).toBeGreaterThanOrEqual(OFFSET_US + 2000 - (deliveries?.clockErrorUs ?? 0));
  });

  test.each([
    ['another channel', call('send', 'other', 900)],
    ['another kind', call('invoke', 'a', 900)],
    ['a channel it has not named', { ...call('send', 'a', 900), channel: '' }],
  ])('that tells of %s is given up, once and for good', (_what, told) => {
    const { document, taken, lost } = open();
    document.arrived(record(1), 'send', 'a', OFFSET_US + 1000);
    document.report(reportOf([told], { greetedAtUs: 890 }));
    expect(lost()).toBe(true);
    document.arrived(record(2), 'send', 'a', OFFSET_US + 1000);
    document.report(reportOf([call('send', 'a', 900)]));
    expect(taken()).toBeUndefined();
  });

  test('that tells of nothing is given up before it fills the memory', () => {
    const { document, lost } = open();
    for (let seq = 1; seq <= 20_001; seq++) document.arrived(record(seq), 'send', 'a', OFFSET_US);
    expect(lost()).toBe(true);
  });

  test('tells where a call was made, where it knows', () => {
    const { document, stacks } = open();
    for (const seq of [1, 2]) document.arrived(record(seq), 'send', 'a', OFFSET_US + 1000);
    document.report({
      ...reportOf([call('send', 'a', 900), call('send', 'a', 901)]),
      stacks: ['', 'at save (notes.js:3)'],
    });
    expect(stacks).toEqual([[2, 'at save (notes.js:3)']]);
  });

  test('has channels that count for one report only', () => {
    const { document, taken, lost } = open();
    for (const [i, channel] of ['a', 'b'].entries()) {
      document.arrived(record(i + 1), 'send', channel, OFFSET_US + 1000);
      document.report(reportOf([call('send', channel, 900)], { greetedAtUs: 890 }));
      expect(taken()?.times.map(([seq]) => seq)).toEqual([i + 1]);
    }
    expect(lost()).toBe(false);
  });

  test('counts what could not be recorded', () => {
    const { document, taken, lost } = open();
    document.arrived(undefined, 'send', 'a', OFFSET_US + 1000);
    document.arrived(record(7), 'send', 'b', OFFSET_US + 1000);
    const calls = [call('send', 'a', 900), call('send', 'b', 910)];
    document.report(reportOf(calls, { greetedAtUs: 890 }));
    expect(taken()?.times.map(([seq]) => seq)).toEqual([7]);
    expect(lost()).toBe(false);
  });
});

test('an aligned clock is never wrong by more than it says', () => {
  const messages = fc.array(
    fc.record({
      atUs: fc.integer({ min: 0, max: 1_000_000 }),
      transitUs: fc.integer({ min: 0, max: 20_000 }),
      jitterUs: fc.integer({ min: 1 - STEP_US, max: STEP_US - 1 }),
    }),
    { minLength: 1, maxLength: 50 },
  );
  fc.assert(
    fc.property(messages, fc.integer({ min: 0, max: 20_000 }), (sent, greetingUs) => {
      const { document, taken } = open(OFFSET_US);
      for (const [i, { atUs, transitUs }] of sent.entries()) {
        document.arrived(record(i + 1), 'send', 'a', OFFSET_US + atUs + transitUs);
      }
      const calls = sent.map(({ atUs, jitterUs }) => call('send', 'a', atUs + jitterUs));
      document.report(reportOf(calls, { greetedAtUs: greetingUs }));
      const deliveries = taken();
      for (const [seq, sentAt] of deliveries?.times ?? []) {
        const trueUs = OFFSET_US + (sent[seq - 1]?.atUs as number);
        expect(Math.abs((sentAt as number) - trueUs)).toBeLessThanOrEqual((deliveries?.clockErrorUs ?? 0) + 1);
      }
      expect(deliveries?.times).toHaveLength(sent.length);
    }),
  );
});

interface Opened {
  readonly document: FrameDocument;
  readonly stacks: [seq: number, stack: string][];
  /** What became known since the last call; undefined: nothing. */
  taken(): Deliveries | undefined;
  lost(): boolean;
}

function open(greetedAtUs = OFFSET_US + 880): Opened {
  let isLost = false;
  let deliveries: Deliveries | undefined;
  const stacks: [number, string][] = [];
  const hello = { protocol: 1, document: 1, clock: 'performance', atUs: 0, wallMs: Date.now() } as const;
  const document = new FrameDocument(hello, {
    onFirstCall() {},
    onDeliveries(told) {
      expect(deliveries).toBeUndefined();
      deliveries = told;
    },
    onStack: (seq, stack) => stacks.push([seq, stack]),
    onLost() {
      expect(isLost).toBe(false);
      isLost = true;
    },
  });
  document.greeted(greetedAtUs);
  return {
    document,
    stacks,
    taken() {
      const taken = deliveries;
      deliveries = undefined;
      return taken;
    },
    lost: () => isLost,
  };
}

function call(kind: MessageKind, channel: string, sentAtUs: number): Call {
  return { kind, channel, sentAtUs };
}

const encoder = createEncoder(nodeBuiltins);

function record(seq: number): MessageRecord {
  const facts = { at: 0, kind: 'send', direction: 'to-main', channel: '', from: 2, to: 1 } as const;
  return new MessageRecord(seq, facts, encoder.encode([], 'received', DEFAULT_LIMITS));
}

/** A report whose channels are numbered by their letters; the empty one has a number that stands for none. */
function reportOf(
  calls: readonly Call[],
  more: { readonly greetedAtUs?: number; readonly answers?: readonly number[] } = {},
): FrameReport {
  const channels = [...new Set(calls.map(({ channel }) => channel))].filter((channel) => channel !== '');
  const fields = calls.flatMap(({ kind, channel, sentAtUs }) => {
    const index = channels.indexOf(channel);
    return [MESSAGE_KINDS.indexOf(kind), index < 0 ? 999 : index, sentAtUs, Number.NaN];
  });
  return {
    calls: new Float64Array(fields),
    answers: new Float64Array(more.answers ?? []),
    pushes: new Float64Array(),
    channels,
    greetedAtUs: more.greetedAtUs,
  };
}
