import { describe, expect, test } from 'vitest';
import { decodeControl, encodeControl } from '../../../../src/shared/link/control';
import { decodeReplayReply, encodeReplayReply, type ReplayReply } from '../../../../src/shared/link/replayLink';
import { checkReplayRequest, type ReplayRequest } from '../../../../src/shared/replay/request';

const REQUEST: ReplayRequest = {
  target: 1,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'c',
  endpoint: 3,
  allowsSynthetic: false,
  args: [1, { $: 'bigint', v: '12' }],
  origin: { target: 1, seq: 7 },
};

describe('what an inspector asks', () => {
  test('comes over as it is', () => {
    for (const message of [
      { type: 'replay', id: 4, request: REQUEST },
      { type: 'replay', id: 5, request: { ...REQUEST, kind: 'port', direction: 'port', port: 9, carriedPorts: 2 } },
      { type: 'listPlaces', id: 6 },
    ] as const) {
      expect(decodeControl(encodeControl(message))).toEqual(message);
    }
  });

  test('is nothing if anything of it is wrong', () => {
    const wrong: Record<string, unknown>[] = [
      { kind: 'call' },
      { direction: 'up' },
      { channel: 5 },
      { endpoint: -1 },
      { endpoint: 1.5 },
      { target: '1' },
      { allowsSynthetic: 1 },
      { port: 'x' },
      { carriedPorts: -1 },
      { origin: { target: 1 } },
    ];
    for (const change of wrong) expect(checkReplayRequest({ ...REQUEST, ...change })).toBeUndefined();
    for (const nothing of [undefined, null, 5, 'text', []]) expect(checkReplayRequest(nothing)).toBeUndefined();
    expect(decodeControl(JSON.stringify({ control: 1, type: 'replay', id: 'x', request: REQUEST }))).toBeUndefined();
    expect(decodeControl(JSON.stringify({ control: 1, type: 'replay', id: 1 }))).toBeUndefined();
  });

  test('has values that every function can rely on', () => {
    const request = checkReplayRequest({ ...REQUEST, args: [{ $: 'bigint', v: 'x' }, { $: 'date' }] });
    expect(request?.args).toEqual([
      {
        $: 'object',
        v: [
          ['$', 'bigint'],
          ['v', 'x'],
        ],
      },
      { $: 'object', v: [['$', 'date']] },
    ]);
  });
});

describe('what an agent answers', () => {
  test('comes over as it is', () => {
    const replies: ReplayReply[] = [
      { type: 'replayReply', id: 1, outcome: { status: 'sent' } },
      { type: 'replayReply', id: 1, outcome: { status: 'sent', seq: 4, isSynthetic: true } },
      { type: 'replayReply', id: 2, outcome: { status: 'refused', reason: 'frame-gone', message: 'gone' } },
      {
        type: 'replayReply',
        id: 2,
        outcome: { status: 'refused', reason: 'no-preload', message: 'none', canBeSynthetic: true },
      },
      { type: 'replayReply', id: 3, places: [{ endpoint: 2, kind: 'frame', canSend: true }] },
    ];
    for (const reply of replies) expect(decodeReplayReply(encodeReplayReply(reply))).toEqual(reply);
  });

  test('is not relied on: a target may say anything', () => {
    const decode = (value: unknown) => decodeReplayReply(JSON.stringify(value));
    expect(decodeReplayReply('{')).toBeUndefined();
    expect(decode(null)).toBeUndefined();
    expect(decode({ type: 'replayReply', id: 1 })).toBeUndefined();
    expect(decode({ type: 'replayReply', id: -1, outcome: { status: 'sent' } })).toBeUndefined();
    expect(decode({ type: 'replayReply', id: 1, outcome: { status: 'done' } })).toBeUndefined();
    expect(
      decode({ type: 'replayReply', id: 1, outcome: { status: 'refused', reason: 'mood', message: 'x' } }),
    ).toBeUndefined();
    expect(decode({ type: 'replayReply', id: 1, outcome: { status: 'sent', seq: 'x' } })).toEqual({
      type: 'replayReply',
      id: 1,
      outcome: { status: 'sent' },
    });
    expect(decode({ type: 'replayReply', id: 1, places: [{ endpoint: 'x' }, null, 5] })).toEqual({
      type: 'replayReply',
      id: 1,
      places: [],
    });
  });
});
