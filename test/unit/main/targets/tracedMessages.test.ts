import { expect, test } from 'vitest';
import { readTracedMessages } from '../../../../src/main/targets/trace/tracedMessages';

const event = (name: string, channel: string, ts: number, more = {}) => ({
  cat: 'electron',
  name,
  ph: 'X',
  pid: 1,
  tid: 1,
  ts,
  dur: 40,
  args: { channel },
  ...more,
});

test('messages are read by the names of both dispatches, in the order of time', () => {
  const traced = readTracedMessages([
    event('IpcDispatcher::ReceivePostMessage', 'posted', 400),
    event('WebContents::Message', 'notes:ping', 100),
    event('WebContents::Invoke', 'notes:list', 300, { dur: 7 }),
    event('IpcDispatcher::MessageSync', 'BROWSER_SANDBOX_LOAD', 200),
    event('WebContents::MessageHost', 'host', 500),
  ]);
  expect(
    traced.map(({ kind, channel, atUs, durationUs, isInternal }) => [kind, channel, atUs, durationUs, isInternal]),
  ).toEqual([
    ['send', 'notes:ping', 100, 40, false],
    ['sendSync', 'BROWSER_SANDBOX_LOAD', 200, 40, true],
    ['invoke', 'notes:list', 300, 7, false],
    ['postMessage', 'posted', 400, 40, false],
    ['sendToHost', 'host', 500, 40, false],
  ]);
});

test('what is no message is passed over', () => {
  const wrong = [
    null,
    7,
    event('ActiveProcesses', 'x', 1),
    event('WebContents::Message', 'x', 1, { cat: 'toplevel' }),
    event('WebContents::Message', 'x', Number.NaN),
    event('WebContents::Message', 'x', 1, { args: null }),
    event('WebContents::Message', 'x', 1, { args: { channel: 7 } }),
    event('WebContents::Unheard', 'x', 1),
  ];
  expect(readTracedMessages(wrong)).toEqual([]);
  expect(readTracedMessages({ length: 1 })).toEqual([]);
  expect(readTracedMessages([event('WebContents::Message', 'x', 1, { dur: undefined })])[0]?.durationUs).toBe(0);
});
