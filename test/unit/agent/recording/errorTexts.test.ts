/** Errors of handlers cross as text, which may be as long as anything else that an app sends. */

import { expect, test } from 'vitest';
import { CostMeter } from '../../../../src/agent/base/costMeter';
import { Outbox } from '../../../../src/agent/link/outbox';
import { Recorder } from '../../../../src/agent/recording/recorder';
import { RecordingSettings } from '../../../../src/agent/recording/recordingSettings';
import { createEncoder } from '../../../../src/shared/value/encode';
import { PacedSink } from '../../../support/agent/pacedSink';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const INVOKE = {
  kind: 'invoke',
  direction: 'to-main',
  channel: 'in',
  from: 2,
  to: 1,
  origin: 'received',
  isArriving: true,
} as const;

test('of the long text of an error the beginning is kept, without the half of a secret', () => {
  const outbox = new Outbox(undefined, 1e9, 1e9);
  const sink = new PacedSink(Number.POSITIVE_INFINITY);
  outbox.connect(sink, Buffer.alloc(0));
  const settings = new RecordingSettings();
  const recorder = new Recorder(createEncoder(nodeBuiltins), outbox, settings, new CostMeter(), () => undefined);
  const secret = `Bearer ${'s3cret'.repeat(20)}`;
  const { maxBytes } = settings.limits;
  const texts = [
    'x'.repeat(5_000_000),
    `${'x'.repeat(maxBytes + 1000)} ${secret}${'x '.repeat(maxBytes)}`,
    'Error: short',
  ];
  for (const errorText of texts) {
    const record = recorder.message({ ...INVOKE, args: [] });
    if (record !== undefined) recorder.end(record, { status: 'error', errorText });
  }
  recorder.flush();
  const outcomes = sink.entries.filter((entry) => entry.type === 'outcome');
  expect(outcomes.map(({ truncated }) => truncated)).toEqual([true, true, undefined]);
  const [long = '', cutInSecret = '', short] = outcomes.map(({ error }) => error?.text);
  expect(long).toBe(`${'x'.repeat(maxBytes)}…`);
  expect(cutInSecret).not.toContain('s3cret');
  expect(short).toBe('Error: short');
});
