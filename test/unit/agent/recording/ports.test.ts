import { describe, expect, test } from 'vitest';
import type { NativePort } from '../../../../src/agent/base/electronInternals';
import { PortRegistry } from '../../../../src/agent/recording/ports';
import type { PortEntry } from '../../../../src/shared/journal/entries';

const MAIN = 1;
const SETTINGS = 2;
const EDITOR = 3;

const nativePort = (): NativePort => ({ postMessage: () => {} });

function registry() {
  const entries: PortEntry[] = [];
  const ports = new PortRegistry((entry) => entries.push(entry));
  /** What was told since the last time, without times. */
  const told = () => entries.splice(0).map(({ at: _at, type: _type, ...entry }) => entry);
  return { ports, told };
}

/** A channel made in main. */
function channel(ports: PortRegistry) {
  const [native1, native2] = [nativePort(), nativePort()] as const;
  ports.addPair(native1, native2);
  const [end1, end2] = [native1, native2].map((native) => ports.usedEndOf(native));
  if (end1 === undefined || end2 === undefined) throw new Error('unreachable');
  return { native1, native2, end1, end2 };
}

describe('a port', () => {
  test('keeps its number from hand to hand', () => {
    const { ports, told } = registry();
    const native = nativePort();
    const [end] = ports.received([native], SETTINGS);
    ports.transferred([end as never], { seq: 4, from: SETTINGS, to: MAIN });
    expect(ports.endsOfTransfer([{ _internalPort: native }])).toEqual([end]);
    ports.transferred([end as never], { seq: 5, from: MAIN, to: EDITOR });
    expect(told()).toEqual([
      { port: 1, event: 'arrived', peer: 2, from: SETTINGS },
      { port: 1, event: 'transferred', from: SETTINGS, to: MAIN, seq: 4 },
      { port: 1, event: 'transferred', from: MAIN, to: EDITOR, seq: 5 },
      { port: 1, event: 'passedOn' },
    ]);
    expect(ports.whyMute(end as never)).toBe('main has passed the port on');
  });

  test('is in sight as long as one of its ends is in main', () => {
    const { ports, told } = registry();
    const { end1, end2 } = channel(ports);
    ports.transferred([end2], { seq: 1, from: MAIN, to: SETTINGS });
    expect(told().map(({ event }) => event)).toEqual(['created', 'transferred']);
    ports.transferred([end1], { seq: 2, from: MAIN, to: EDITOR });
    expect(told().map(({ event }) => event)).toEqual(['transferred', 'passedOn']);
  });

  test('is not told of before it is certain to be one', () => {
    const { ports, told } = registry();
    expect(ports.endsOfTransfer([{ _internalPort: {} }, {}, null, 5])).toHaveLength(1);
    expect(ports.endsOfTransfer(new Array(2 ** 32 - 1))).toEqual([]);
    expect(ports.endsOfTransfer(new Proxy([], {}))).toEqual([]);
    expect(told()).toEqual([]);
  });

  test('starts once, and ends once, however often it is told to', () => {
    const { ports, told } = registry();
    const { end1, end2 } = channel(ports);
    told();
    ports.started(end1);
    ports.started(end1);
    ports.closed(end1, 'main');
    ports.closed(end1, 'otherSide');
    ports.closed(end2, 'otherSide');
    ports.started(end2);
    expect(told()).toEqual([
      { port: 1, event: 'started' },
      { port: 1, event: 'closed', by: 'main' },
    ]);
    expect(ports.whyMute(end2)).toBe('the port is closed');
  });

  test('that main has passed on is not closed by main', () => {
    const { ports, told } = registry();
    const { end1 } = channel(ports);
    ports.transferred([end1], { seq: 1, from: MAIN, to: SETTINGS });
    told();
    ports.closed(end1, 'main');
    ports.started(end1);
    expect(told()).toEqual([]);
  });
});

describe('with both ends in main', () => {
  test('a message is known when it arrives, and a port in it keeps its number', () => {
    const { ports, told } = registry();
    const outer = channel(ports);
    const inner = channel(ports);
    told();
    ports.posted(outer.end1, []);
    ports.transferred([inner.end1], { seq: 2, from: MAIN, to: MAIN });
    ports.posted(outer.end1, [inner.end1]);
    const arrived = nativePort();
    expect(ports.receivedOwn(outer.end2, [])).toBe(true);
    expect(ports.receivedOwn(outer.end2, [arrived])).toBe(true);
    expect(ports.receivedOwn(outer.end2, [])).toBe(false);
    expect(ports.knownEndOf(arrived)).toBe(inner.end1);
    expect(told()).toEqual([{ port: inner.end1.id, event: 'transferred', from: MAIN, to: MAIN, seq: 2 }]);
  });

  test('what was posted before one end was given away still counts as posted', () => {
    const { ports } = registry();
    const { end1, end2 } = channel(ports);
    ports.posted(end1, []);
    ports.transferred([end1], { seq: 2, from: MAIN, to: SETTINGS });
    expect(ports.receivedOwn(end2, [])).toBe(true);
    expect(ports.receivedOwn(end2, [])).toBe(false);
  });

  test('what waits in an end goes with it', () => {
    const { ports, told } = registry();
    const outer = channel(ports);
    const inner = channel(ports);
    ports.transferred([inner.end1], { seq: 1, from: MAIN, to: MAIN });
    ports.posted(outer.end1, [inner.end1]);
    told();
    ports.transferred([outer.end2], { seq: 2, from: MAIN, to: SETTINGS });
    expect(told()).toEqual([
      { port: outer.end2.id, event: 'transferred', from: MAIN, to: SETTINGS, seq: 2 },
      { port: inner.end1.id, event: 'transferred', from: MAIN, to: SETTINGS, seq: 2 },
    ]);
    expect(ports.receivedOwn(outer.end2, [])).toBe(false);
  });
});
