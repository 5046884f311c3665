/** An emitter whose events are watched answers and behaves as one that is not, whatever the app does with its listeners. */

import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AnyFunction, Uninstall } from '../../../../src/agent/base/patch';
import { EventTable, installCounting } from '../../../../src/agent/hooks/eventTable';

const PRIVATE = '-message';
/** Its companion calls the listener. */
const REPLACED = '-ports';
const PUBLIC = 'loaded';
const NAMES = [PRIVATE, REPLACED, PUBLIC, 'other', 'error', EventEmitter.errorMonitor] as const;
const SEEDS = 100;
const STEPS = 60;
/** Of a random emitter that adds listeners in its listeners. */
const MAX_SEEN = 400;

let noticed: string[] = [];
let around: string[] = [];
let uninstallCounting: Uninstall;

function watch(emitter: EventEmitter): EventTable {
  const table = new EventTable({
    companions: new Map([
      [PRIVATE, (own: AnyFunction) => [() => void around.push('before'), own, () => void around.push('after')]],
      [REPLACED, (own: AnyFunction) => [(...args: unknown[]) => own(...args) as unknown]],
    ]),
    noticed: new Set([PUBLIC]),
    notice: (name) => void noticed.push(name),
  });
  table.add(emitter);
  return table;
}

beforeAll(() => {
  uninstallCounting = installCounting();
});
afterAll(() => uninstallCounting());
beforeEach(() => {
  noticed = [];
  around = [];
});

describe('whatever an app does in a random order', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    test(`seed ${seed}`, () => {
      const [plain, watched] = [newTwin(), newTwin()];
      const table = watch(watched.emitter);
      const next = randomBelow(seed);
      const done: string[] = [];
      for (let step = 0; step < STEPS; step++) {
        const [name, act] = pickAct(next);
        done.push(name);
        expect(outcomeOf(act, watched), done.join('\n')).toEqual(outcomeOf(act, plain));
        expect(factsOf(watched), done.join('\n')).toEqual(factsOf(plain));
      }
      table.close();
      expect(factsOf(watched)).toEqual(factsOf(plain));
      expect(entriesOf(watched)).toEqual(entriesOf(plain));
    });
  }
});

describe("Electron's own listener", () => {
  test('is removed with its companions', () => {
    const { emitter } = newTwin();
    watch(emitter);
    emitter.off(PRIVATE, emitter.listeners(PRIVATE)[0] as () => void);
    expect(emitter.eventNames()).toEqual([REPLACED, 'start']);
    expect(emitter.emit(PRIVATE)).toBe(false);
    expect(around).toEqual([]);
  });

  test('is removed for one of the app, which is then seen', () => {
    const { emitter, seen } = newTwin();
    watch(emitter);
    const [own] = emitter.listeners(PRIVATE);
    emitter.on(PRIVATE, () => {
      seen.push('of the app');
      around.push('within');
    });
    emitter.off(PRIVATE, own as () => void);
    emitter.emit(PRIVATE);
    expect(seen).toEqual(['of the app']);
    expect(around).toEqual(['before', 'within', 'after']);
  });
});

describe('an event', () => {
  test('is noticed once, and no listener that is added, however many there are', () => {
    const { emitter } = newTwin();
    watch(emitter);
    for (let i = 0; i < 4; i++) emitter.on(PUBLIC, () => {});
    expect(noticed).toEqual([]);
    emitter.emit(PUBLIC);
    expect(noticed).toEqual([PUBLIC]);
  });

  test('is noticed once where the listener removes itself', () => {
    const { emitter } = newTwin();
    watch(emitter);
    for (let i = 0; i < 3; i++) emitter.once(PUBLIC, () => {});
    emitter.emit(PUBLIC);
    expect(noticed).toEqual([PUBLIC]);
  });
});

describe('no event', () => {
  test.for<[string, (emitter: EventEmitter) => unknown]>([
    [
      'a listener that is removed',
      (emitter) => emitter.off(PUBLIC, (emitter.listeners(PUBLIC)[0] ?? (() => {})) as () => void),
    ],
    ['a listener that is not there is removed', (emitter) => emitter.off(PUBLIC, () => {})],
    ['all are removed', (emitter) => emitter.removeAllListeners(PUBLIC)],
    ['all of all events are removed', (emitter) => emitter.removeAllListeners()],
    ['they are counted', (emitter) => emitter.listenerCount(PUBLIC)],
    [
      'the app reads its table',
      (emitter) => (emitter as unknown as { _events: Record<string, unknown> })._events[PUBLIC],
    ],
  ])('%s', ([, act]) => {
    for (const listeners of [0, 1, 2]) {
      for (const names of [[], ['newListener', 'removeListener']]) {
        const { emitter } = newTwin();
        for (let i = 0; i < listeners; i++) emitter.on(PUBLIC, () => {});
        for (const name of names) emitter.on(name, () => {});
        watch(emitter);
        act(emitter);
        expect(noticed, `${listeners} listeners`).toEqual([]);
      }
    }
  });
});

describe('an event whose listener changes the listeners', () => {
  test.for<[string, (emitter: EventEmitter) => unknown]>([
    ['adds one of the same event', (emitter) => emitter.on(PUBLIC, () => {})],
    ['adds one of another', (emitter) => emitter.on('other', () => {})],
    ['removes one of another', (emitter) => emitter.off('start', emitter.listeners('start')[0] as () => void)],
    ['removes one that is not there', (emitter) => emitter.off('missing', () => {})],
    ['removes itself', (emitter) => emitter.off(PUBLIC, emitter.listeners(PUBLIC)[0] as () => void)],
  ])('%s', ([, change]) => {
    const { emitter } = newTwin();
    watch(emitter);
    emitter.on(PUBLIC, () => change(emitter));
    emitter.emit(PUBLIC);
    expect(noticed).toEqual([PUBLIC]);
  });
});

/** An emitter, and what its listeners saw. */
interface Twin {
  readonly emitter: EventEmitter;
  readonly seen: unknown[];
}

type Act = (twin: Twin) => unknown;

function newTwin(): Twin {
  const seen: unknown[] = [];
  const emitter = new EventEmitter().setMaxListeners(0);
  emitter.on(PRIVATE, function own(...args) {
    seen.push(['own', ...args]);
  });
  emitter.on(REPLACED, function replaced(...args) {
    seen.push(['replaced', ...args]);
  });
  emitter.on('start', () => {});
  return { emitter, seen };
}

function factsOf({ emitter, seen }: Twin): unknown {
  return {
    seen,
    names: emitter.eventNames(),
    shown: inspect(emitter, { depth: 3, showHidden: true }),
    count: (emitter as unknown as { _eventsCount: number })._eventsCount,
    listeners: NAMES.map((name) => [
      emitter.listenerCount(name),
      emitter.listeners(name).map(nameOf),
      emitter.rawListeners(name).map(nameOf),
    ]),
  };
}

function entriesOf({ emitter }: Twin): unknown {
  const events = (emitter as unknown as { _events: Record<string | symbol, unknown> })._events;
  return Reflect.ownKeys(events).map((key) => {
    const entry = events[key];
    return [key, Array.isArray(entry) ? entry.map(nameOf) : nameOf(entry)];
  });
}

function nameOf(listener: unknown): string {
  return (listener as AnyFunction).name;
}

function outcomeOf(act: Act, twin: Twin): unknown {
  try {
    const result = act(twin);
    return result === twin.emitter ? 'itself' : result;
  } catch (error) {
    return String(error);
  }
}

function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

function pickAct(next: (limit: number) => number): [string, Act] {
  const name = NAMES[next(NAMES.length)] as string;
  const id = next(1_000_000);
  const isRare = next(8) === 0;
  const listener = (seen: unknown[]) =>
    Object.defineProperty((...args: unknown[]) => void seen.push([id, ...args]), 'name', { value: `listener ${id}` });
  const acts: Record<string, Act> = {
    on: ({ emitter, seen }) => emitter.on(name, listener(seen)),
    once: ({ emitter, seen }) => emitter.once(name, listener(seen)),
    prepend: ({ emitter, seen }) => emitter.prependListener(name, listener(seen)),
    prependOnce: ({ emitter, seen }) => emitter.prependOnceListener(name, listener(seen)),
    emit: ({ emitter }) => emitter.emit(name, 1, 'x'),
    emitMore: ({ emitter }) => emitter.emit(name),
    off: ({ emitter }) => {
      const listeners = emitter.listeners(name);
      const one = listeners[id % Math.max(1, listeners.length)];
      return one && emitter.off(name, one as () => void);
    },
    offUnknown: ({ emitter }) => emitter.off(name, () => {}),
    removeAllOfOne: ({ emitter }) => emitter.removeAllListeners(name),
    removeAll: ({ emitter }) => isRare && emitter.removeAllListeners(),
    addWithin: ({ emitter, seen }) =>
      emitter.on(name, () => {
        if (seen.length < MAX_SEEN) emitter.once(name, listener(seen));
      }),
    removeWithin: ({ emitter }) =>
      emitter.on(name, () => emitter.off(name, emitter.listeners(name).at(-1) as () => void)),
    throwWithin: ({ emitter }) =>
      emitter.once(name, () => {
        throw new Error(`thrown by ${id}`);
      }),
    emitWithin: ({ emitter }) => emitter.once(name, () => emitter.emit(name, 'within')),
    hearOfNew: ({ emitter, seen }) =>
      isRare && emitter.on('newListener', (event, added) => void seen.push(['new', event, nameOf(added)])),
    hearOfRemoved: ({ emitter, seen }) =>
      isRare && emitter.on('removeListener', (event, removed) => void seen.push(['removed', event, nameOf(removed)])),
  };
  const kinds = Object.keys(acts);
  const kind = kinds[next(kinds.length)] as string;
  return [`${kind} ${String(name)} ${id}`, acts[kind] as Act];
}
