/** Messages with payloads of any JSON, as a file may hold them: every format writes them, and every rule hides in them. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sanitised } from '../../../src/main/recordings/saveCapture';
import { SessionFold } from '../../../src/shared/columns/sessionFold';
import { flatMessage } from '../../../src/shared/export/flatMessage';
import { createWriter } from '../../../src/shared/export/formats';
import type { MessageEntry } from '../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault } from '../../../src/shared/journal/lineCodec';
import { DEFAULT_RULES } from '../../../src/shared/redaction/defaultRules';
import { Redactor } from '../../../src/shared/redaction/redactor';
import { fuzzTimeout, runs } from '../../support/fuzz/runs';

const MESSAGES = 17_500;

const tags = fc.constantFrom(
  'map',
  'set',
  'error',
  'date',
  'bigint',
  'cut',
  'redacted',
  'undefined',
  'ref',
  'bytes',
  'x',
  '',
);
const payload = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.dictionary(fc.constantFrom('$', 'v', 'name', 'message', 'password', '__proto__', 'toJSON', 'a'), tie('value'), {
      maxKeys: 4,
    }),
    fc.record({ $: tags, v: tie('value') }, { requiredKeys: ['$'] }),
    fc.record(
      { $: fc.constant('error'), name: tie('value'), message: tie('value'), stack: tie('value') },
      { requiredKeys: ['$'] },
    ),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value;
const channel = fc.oneof(
  fc.constantFrom('login', 'notes:list', '=cmd', '\ud800', '\u202e'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const time = fc.oneof(fc.integer({ min: -1000, max: 10_000 }), fc.constantFrom(8.64e18, -8.64e18, 0.5, 1e15));
const message = fc.record({
  channel,
  at: time,
  size: fc.constantFrom(0, 9, 2 ** 32, Number.MAX_SAFE_INTEGER),
  kind: fc.constantFrom('invoke', 'send', 'sendSync', 'port'),
  direction: fc.constantFrom('to-main', 'to-renderer', 'port'),
  dispatched: fc.option(fc.record({ at: time }), { nil: undefined }),
  outcome: fc.option(fc.record({ at: time, status: fc.constantFrom('ok', 'error', 'unknown') }), { nil: undefined }),
  args: payload,
  result: fc.option(payload, { nil: undefined }),
  error: fc.option(fc.record({ value: payload, text: fc.option(fc.string(), { nil: undefined }) }), { nil: undefined }),
  delivery: fc.option(fc.tuple(time, time), { nil: undefined }),
});

test(
  `messages are written in every format, and sanitised (${MESSAGES})`,
  () => {
    const redactor = new Redactor(DEFAULT_RULES);
    fc.assert(
      fc.property(message, ({ delivery, ...made }) => {
        const decoded = decodeLine(
          encodeLine({ type: 'message', seq: 1, from: 2, to: 1, ...made } as MessageEntry).trimEnd(),
        );
        if (isFault(decoded) || decoded.type !== 'message')
          throw new Error(`not a message: ${JSON.stringify(decoded)}`);
        const fold = new SessionFold();
        fold.apply({ type: 'source', target: 1 });
        const row = fold.apply(decoded) as number;
        if (delivery) fold.apply({ type: 'delivery', clockErrorUs: 1, times: [[1, ...delivery]] });
        for (const entry of [decoded, sanitised(decoded, decoded.channel, redactor) as MessageEntry]) {
          const { table, facts } = fold;
          const flat = flatMessage(table, row, entry);
          const [from, to] = [table.endpoints[0], table.endpoints[1]];
          for (const format of ['jsonl', 'csv', 'har', 'trace'] as const) {
            const writer = createWriter(format, {
              facts,
              writer: { name: 'test', version: '1' },
              startUs: 0,
              isForSpreadsheet: true,
            });
            const atUs = table.columns.get(row, 'atUs');
            const text = writer.begin() + writer.message({ flat, target: 1, atUs, from, to }) + writer.end();
            if (format === 'csv') continue;
            expect(JSON.stringify(JSON.parse(text))).not.toMatch(/"(?:time|ts|dur|wait|send|receive)":null/);
          }
        }
      }),
      runs(MESSAGES),
    );
  },
  fuzzTimeout(180),
);
