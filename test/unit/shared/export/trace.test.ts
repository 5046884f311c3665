/** A trace names its processes and tracks, and has the times of each message on them. */

import { describe, expect, test } from 'vitest';
import type { EndpointInfo } from '../../../../src/shared/columns/endpointInfo';
import type { TargetInfo } from '../../../../src/shared/columns/sessionFacts';
import type { FlatMessage } from '../../../../src/shared/export/flatMessage';
import { createTraceWriter } from '../../../../src/shared/export/trace';

const START_US = 1_795_000_000_000_000;
const MAIN = { id: 1, target: 1, app: 'Notes', kind: 'main', pid: 77 } as EndpointInfo;
const PAGE = {
  id: 2,
  target: 1,
  app: 'Notes',
  kind: 'frame',
  title: 'Page',
  isMainFrame: true,
  pid: 78,
} as EndpointInfo;

type Event = { readonly [key: string]: unknown } & { readonly args?: { readonly [key: string]: unknown } };

interface Sent {
  readonly flat?: Partial<FlatMessage>;
  readonly target?: number;
  readonly atUs?: number;
  readonly from?: EndpointInfo | undefined;
  readonly to?: EndpointInfo | undefined;
}

function eventsOf(...messages: readonly Sent[]): Event[] {
  const targets = [{ target: 1, name: 'Notes', pid: 77 } as TargetInfo];
  const writer = createTraceWriter({
    facts: { targets, gaps: [], faults: [], channels: [] },
    writer: { name: 'electroscope', version: '1' },
    startUs: START_US,
    isForSpreadsheet: false,
  });
  let text = writer.begin();
  for (const { flat, target = 1, atUs = 1000, ...ends } of messages) {
    const facts = {
      ...{ seq: 7, time: '', kind: 'invoke', direction: 'to-main', channel: 'notes:list', status: 'ok' },
      ...{ from: 'Page', to: 'main', size: 10, phases: {}, ...flat },
    } as FlatMessage;
    text += writer.message({ flat: facts, target, atUs: START_US + atUs, from: PAGE, to: MAIN, ...ends });
  }
  const { traceEvents, otherData, displayTimeUnit } = JSON.parse(text + writer.end());
  expect({ otherData, displayTimeUnit }).toEqual({
    otherData: { startedAtUs: START_US, writer: 'electroscope 1' },
    displayTimeUnit: 'ms',
  });
  return traceEvents;
}

const names = (events: readonly Event[]) =>
  events.filter(({ ph }) => ph === 'M').map(({ name, pid, tid, args }) => [name, pid, tid, args?.name]);

describe('names', () => {
  test('are those of the app, of its processes and of the ends, each told once', () => {
    expect(names(eventsOf({}, {}))).toEqual([
      ['process_name', 78, 1, 'Notes · Page'],
      ['thread_name', 78, 1, 'Page · sent'],
      ['process_name', 77, 2, 'Notes'],
      ['thread_name', 77, 2, 'main · received'],
    ]);
  });

  test('without the numbers of processes, all is in that of the app', () => {
    const { pid: _, ...page } = PAGE;
    expect(names(eventsOf({ from: page }))).toEqual([
      ['process_name', 77, 1, 'Notes'],
      ['thread_name', 77, 1, 'Page · sent'],
      ['thread_name', 77, 2, 'main · received'],
    ]);
  });

  test('of what is not known say so', () => {
    expect(names(eventsOf({ target: 2, from: undefined, to: undefined }))).toEqual([
      ['process_name', 2, 1, 'target 2'],
      ['thread_name', 2, 1, 'unknown · sent'],
      ['thread_name', 2, 2, 'unknown · received'],
    ]);
  });
});

describe('events', () => {
  const timed = (events: readonly Event[]) =>
    events
      .filter(({ ph }) => ph !== 'M')
      .map(({ ph, ts, dur, tid }) => [ph, tid, ts, ...(dur === undefined ? [] : [dur])]);

  test('of a call: it lasts from when it was sent, and holds main up from its arrival', () => {
    const phases = { transitMs: 0.2, blockingMs: 0.5, handlerMs: 3 };
    const events = eventsOf({ flat: { phases, durationMs: 3.2, listeners: 1, resultSize: 4 } });
    expect(timed(events)).toEqual([
      ['b', 1, 800],
      ['e', 1, 4000],
      ['X', 1, 800, 1],
      ['s', 1, 800],
      ['X', 2, 1000, 500],
      ['f', 2, 1000],
    ]);
    const begin = events.find(({ ph }) => ph === 'b');
    expect(begin).toMatchObject({ cat: 'ipc', id: '1.7', name: 'notes:list' });
    expect(begin?.args).toEqual({
      ...{ seq: 7, kind: 'invoke', status: 'ok', from: 'Page', to: 'main', size: 10, resultSize: 4, listeners: 1 },
    });
  });

  test('of what main sends: from the call on, with an arrow only if the arrival is known', () => {
    const sent = { from: MAIN, to: PAGE };
    const flat = { direction: 'to-renderer', kind: 'send' } as const;
    expect(timed(eventsOf({ ...sent, flat: { ...flat, phases: { transitMs: 0.2, blockingMs: 5 } } }))).toEqual([
      ['b', 1, 1000],
      ['e', 1, 1000],
      ['X', 1, 1000, 1],
      ['s', 1, 1000],
      // How long the page was held up is not known.
      ['X', 2, 1200, 1],
      ['f', 2, 1200],
    ]);
    expect(timed(eventsOf({ ...sent, flat }))).toEqual([
      ['b', 1, 1000],
      ['e', 1, 1000],
    ]);
  });

  test('of what has not ended has no end', () => {
    const flat = { status: 'pending', direction: 'to-host', error: { message: 'no' } } as const;
    const events = eventsOf({ flat });
    expect(timed(events)).toEqual([['b', 1, 1000]]);
    expect(events.at(-1)?.args).toMatchObject({ error: 'no' });
  });

  test('slices of a track lie in those that hold them, and are short where messages stand in no order', () => {
    const call = (seq: number, atUs: number, blockingMs: number) => ({ atUs, flat: { seq, phases: { blockingMs } } });
    const events = eventsOf(call(1, 1000, 1), call(2, 1500, 1), call(3, 2000, 1), call(4, 500, 1));
    const held = events.filter(({ ph, tid }) => ph === 'X' && tid === 2).map(({ ts, dur }) => [ts, dur]);
    expect(held).toEqual([
      [1000, 1000],
      [1500, 500],
      [2000, 1000],
      [500, 1],
    ]);
  });
});
