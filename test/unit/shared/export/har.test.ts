/** An entry of a HAR has each fact of its message in the place where tools look for it, and nothing that is not known. */

import { describe, expect, test } from 'vitest';
import type { FlatMessage } from '../../../../src/shared/export/flatMessage';
import { createHarWriter } from '../../../../src/shared/export/har';

const AT_US = 1_795_000_000_001_234;
const MESSAGE: FlatMessage = {
  ...{ seq: 7, time: '2026-11-18T11:06:40.001234Z', kind: 'invoke', direction: 'to-main', channel: 'notes:list' },
  ...{ status: 'ok', from: 'Notes', to: 'main', size: 10, phases: {} },
};

function entryOf(facts: Partial<FlatMessage>, atUs = AT_US) {
  const writer = createHarWriter({
    facts: { targets: [], gaps: [], faults: [], channels: [] },
    writer: { name: 'electroscope', version: '1' },
    startUs: AT_US,
    isForSpreadsheet: false,
  });
  const target = { target: 1, atUs, from: undefined, to: undefined };
  const text = writer.begin() + writer.message({ flat: { ...MESSAGE, ...facts }, ...target }) + writer.end();
  return JSON.parse(text).log.entries[0];
}

test('of a message of which little is known, nothing else is said', () => {
  const body = { cookies: [], headers: [], headersSize: -1 };
  expect(entryOf({})).toEqual({
    startedDateTime: '2026-11-18T11:06:40.001Z',
    time: 0,
    request: {
      ...{ method: 'invoke', url: 'ipc://to-main/notes:list', httpVersion: 'IPC', queryString: [], bodySize: 10 },
      ...body,
    },
    response: {
      ...{ status: 200, statusText: 'ok', httpVersion: 'IPC', redirectURL: '', bodySize: 0 },
      content: { size: 0, mimeType: 'application/json' },
      ...body,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 },
    ...{ _seq: 7, _from: 'Notes', _to: 'main' },
  });
});

test('what we know besides has names of our own', () => {
  const marks = { internal: true, truncated: true, payloadOmitted: true, payloadDropped: true } as const;
  expect(entryOf({ ...marks, listeners: 0, phases: { blockingMs: 0.5 } })).toMatchObject({
    ...{ _internal: true, _truncated: true, _payloadOmitted: true, _payloadDropped: true },
    ...{ _listeners: 0, _blockingMs: 0.5 },
  });
});

test('arguments are the body, and the answer, or the error, is the content', () => {
  const { request, response } = entryOf({ args: [1, 'ä'], result: { ok: true }, resultSize: 11 });
  expect(request.postData).toEqual({ mimeType: 'application/json', text: '[1,"ä"]' });
  expect(response).toMatchObject({ bodySize: 11, content: { size: 11, text: '{"ok":true}' } });
  const failed = entryOf({ status: 'error', error: { name: 'TypeError', message: 'no' } });
  expect(failed.response).toMatchObject({ status: 500, content: { text: '{"name":"TypeError","message":"no"}' } });
  expect(entryOf({ result: null }).response.content.text).toBe('null');
});

test.each([
  ['ok', 200],
  ['error', 500],
  ['unhandled', 404],
  ['lost', 504],
  ['pending', 0],
  ['unknown', 0],
] as const)('the status %s has the number %i', (status, number) => {
  expect(entryOf({ status }).response).toMatchObject({ status: number, statusText: status });
});

test.each([
  ['notes:list', 'notes:list'],
  ['a b/c?d#e', 'a%20b%2Fc%3Fd%23e'],
  ['Größe 🎉', 'Gr%C3%B6%C3%9Fe%20%F0%9F%8E%89'],
  ['half \ud83c', 'half%20%EF%BF%BD'],
])('the channel %j is a part of an address', (channel, part) => {
  expect(entryOf({ channel }).request.url).toBe(`ipc://to-main/${part}`);
});

describe('time', () => {
  const phases = { transitMs: 1, blockingMs: 2, handlerMs: 4, returnMs: 8 };

  test('of a call goes from when it was sent to when the answer was there', () => {
    const { startedDateTime, time, timings } = entryOf({ phases });
    expect(timings).toMatchObject({ send: 1, wait: 4, receive: 8 });
    expect([startedDateTime, time]).toEqual(['2026-11-18T11:06:40.000Z', 13]);
    const sent = entryOf({ kind: 'send', phases: { transitMs: 1, blockingMs: 2 } });
    expect(sent.timings).toMatchObject({ send: 1, wait: 2, receive: 0 });
  });

  test('of what main sends goes from the call to its arrival, or is that of the call', () => {
    const { startedDateTime, time, timings } = entryOf({ direction: 'to-renderer', phases });
    expect(timings).toMatchObject({ send: 1, wait: 0 });
    expect([startedDateTime, time]).toEqual(['2026-11-18T11:06:40.001Z', 9]);
    const unseen = entryOf({ direction: 'to-renderer', phases: { blockingMs: 2 } });
    expect(unseen.timings).toMatchObject({ send: 0, wait: 2 });
  });

  test('that no date can be is the beginning of all times', () => {
    expect(entryOf({}, 1e300).startedDateTime).toBe('1970-01-01T00:00:00.000Z');
  });
});
