/** What Electron's own messages carry stays out of the journal, unless it is asked for. */

import { expect, test } from 'vitest';
import { CostMeter } from '../../../../src/agent/base/costMeter';
import { TIMING_PRELOAD_PATH, withoutOwnFolder, withoutOwnPreload } from '../../../../src/agent/base/ownFiles';
import { Outbox } from '../../../../src/agent/link/outbox';
import { Recorder } from '../../../../src/agent/recording/recorder';
import { RecordingSettings } from '../../../../src/agent/recording/recordingSettings';
import { createEncoder } from '../../../../src/shared/value/encode';
import { PacedSink } from '../../../support/agent/pacedSink';
import { messagesOf } from '../../../support/captureFile';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const LOADED = [
  null,
  {
    preloadScripts: [
      { preloadPath: TIMING_PRELOAD_PATH, preloadSrc: 'the text of ours', preloadError: null },
      { preloadPath: '/app/preload.js', preloadSrc: 'the text of the app', preloadError: null },
    ],
    process: { env: { COMPANY_LICENCE: 'ABCD-1234' } },
  },
];

function setUp(internalPayloads?: boolean) {
  const outbox = new Outbox();
  const settings = new RecordingSettings(internalPayloads === undefined ? {} : { internalPayloads });
  const recorder = new Recorder(createEncoder(nodeBuiltins), outbox, settings, new CostMeter(), () => undefined);
  const sink = new PacedSink(Number.POSITIVE_INFINITY);
  outbox.connect(sink, Buffer.alloc(0));
  const receive = (channel: string, args: readonly unknown[]) =>
    recorder.message({
      kind: 'sendSync',
      direction: 'to-main',
      channel,
      from: 2,
      to: 1,
      args,
      origin: 'received',
      internal: true,
    });
  const read = () => {
    recorder.flush();
    const { text, entries } = sink;
    return { text, messages: messagesOf(entries), entries };
  };
  return { recorder, receive, read };
}

test('by default sizes and times are recorded, and that the rest is left out', () => {
  const { recorder, receive, read } = setUp();
  const answered = receive('BROWSER_SANDBOX_LOAD', ['an argument']);
  const late = receive('BROWSER_GET', []);
  const failed = receive('BROWSER_FAIL', []);
  const refused = receive('BROWSER_REFUSE', []);
  if (answered) recorder.end(answered, { status: 'ok', result: LOADED });
  if (failed) {
    recorder.thrown(failed, new Error('ABCD-1234'));
    recorder.end(failed, { status: 'error', errorText: 'ABCD-1234' });
  }
  if (refused) {
    recorder.refused(refused, LOADED, new Error('ABCD-1234'));
    recorder.end(refused, { status: 'error', errorText: 'ABCD-1234' });
  }
  read();
  if (late) recorder.end(late, { status: 'ok', result: LOADED });
  const { text, messages, entries } = read();
  for (const secret of ['ABCD-1234', 'the text of', 'an argument', TIMING_PRELOAD_PATH])
    expect(text).not.toContain(secret);
  expect(messages).toHaveLength(4);
  for (const message of messages) {
    expect(message).toMatchObject({ internal: true, payloadOmitted: true });
    for (const key of ['args', 'result', 'error', 'truncated', 'redacted']) expect(message).not.toHaveProperty(key);
  }
  expect(messages[0]?.size).toBeGreaterThan('an argument'.length);
  expect(messages[0]?.outcome?.size).toBeGreaterThan(100);
  expect(messages.map(({ outcome }) => outcome?.status)).toEqual(['ok', 'ok', 'error', 'error']);
  const outcome = entries.find((entry) => entry.type === 'outcome' && entry.seq === 2);
  expect(outcome).toEqual({
    type: 'outcome',
    seq: 2,
    at: expect.any(Number),
    status: 'ok',
    size: messages[0]?.outcome?.size,
  });
});

test('asked for, it is recorded without our preload, and what the app has is left as it is', () => {
  const { recorder, receive, read } = setUp(true);
  const sandboxed = receive('BROWSER_SANDBOX_LOAD', []);
  const other = receive('BROWSER_NONSANDBOX_LOAD', []);
  receive('BROWSER_PRELOAD_ERROR', [TIMING_PRELOAD_PATH, new Error('ours')]);
  const before = structuredClone(LOADED);
  if (sandboxed) recorder.end(sandboxed, { status: 'ok', result: LOADED });
  if (other)
    recorder.end(other, { status: 'ok', result: [null, { preloadPaths: [TIMING_PRELOAD_PATH, '/app/p.js'] }] });
  const { text, messages } = read();
  expect(LOADED).toEqual(before);
  expect(text).not.toContain(TIMING_PRELOAD_PATH);
  expect(text).not.toContain('the text of ours');
  expect(messages[0]?.result).toMatchObject([
    null,
    { preloadScripts: [{ preloadSrc: 'the text of the app' }], process: { env: { COMPANY_LICENCE: 'ABCD-1234' } } },
  ]);
  expect(messages[1]?.result).toEqual([null, { preloadPaths: ['/app/p.js'] }]);
  expect(messages[2]).toMatchObject({ payloadOmitted: true });
});

test('what is not told of our preload is the very same value', () => {
  const trap = () => expect.unreachable('nothing of the app may run');
  const proxy = new Proxy({}, { get: trap, ownKeys: trap, getOwnPropertyDescriptor: trap });
  const value = {
    list: [1, { a: proxy }],
    proxy,
    get getter() {
      return trap();
    },
  };
  expect(withoutOwnPreload(value)).toBe(value);
  expect(withoutOwnPreload(proxy)).toBe(proxy);
});

test('a fault does not tell where Electroscope lies', () => {
  const { recorder, read } = setUp();
  const folder = TIMING_PRELOAD_PATH.slice(0, -'/timing-preload.cjs'.length);
  const error = new Error('failed');
  error.stack = `Error: failed\n    at work (${folder}/agent.cjs:1:1)`;
  recorder.fault('a part', error);
  const { text } = read();
  expect(text).toContain('failed');
  expect(text).not.toContain(folder);
  expect(withoutOwnFolder(TIMING_PRELOAD_PATH)).toBe('(Electroscope)/timing-preload.cjs');
});
