import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventTable, installCounting } from '../../../../src/agent/hooks/eventTable';

let log: unknown[];
let table: EventTable;
let uninstallCounting: () => void;
const uncounted = { ...EventEmitter.prototype };

beforeEach(() => {
  log = [];
  uninstallCounting = installCounting();
  const besides = () => (own: unknown) => [
    (...args: unknown[]) => void log.push(['before', ...args]),
    own as () => void,
    () => void log.push('after'),
  ];
  const instead = () => (own: unknown) => [
    (...args: unknown[]) => {
      if (args[0] !== 'ours') (own as (...args: unknown[]) => void)(...args);
    },
  ];
  table = new EventTable({
    companions: new Map([
      ['-beside', besides()],
      ['-instead', instead()],
    ]),
    noticed: new Set(['seen']),
    notice: (name) => void log.push(`noticed ${name}`),
  });
});
afterEach(() => {
  table.close();
  uninstallCounting();
});

/** As Electron makes one, with listeners of its own. */
function emitter(): EventEmitter {
  const made = new EventEmitter();
  made.on('-beside', (...args) => void log.push(['own', ...args]));
  made.on('-instead', (...args) => void log.push(['own', ...args]));
  made.on('other', () => void log.push('other'));
  return made;
}

const listingOf = (each: EventEmitter) =>
  each.eventNames().map((name) => [name, each.listenerCount(name), each.listeners(name), each.rawListeners(name)]);

describe('companions', () => {
  test('run directly before and after the listener, and are neither counted nor listed', () => {
    const watched = emitter();
    const before = listingOf(watched);
    table.add(watched);
    table.add(watched);
    expect(listingOf(watched)).toEqual(before);
    expect(watched.emit('-beside', 1, 2)).toBe(true);
    expect(log.splice(0)).toEqual([['before', 1, 2], ['own', 1, 2], 'after']);
    watched.emit('-instead', 'ours');
    watched.emit('-instead', 'theirs');
    expect(log).toEqual([['own', 'theirs']]);
  });

  test('stand in no stack of the listener, which has as many frames as without', () => {
    const watched = new EventEmitter();
    let stack = '';
    watched.on('-beside', () => {
      stack = String(new Error('x').stack);
    });
    const framesOf = () => {
      watched.emit('-beside');
      return stack.split('\n').map((line) => line.replace(/:\d+:\d+/g, ''));
    };
    const expected = framesOf();
    table.add(watched);
    expect(framesOf()).toEqual(expected);
  });

  test('join a listener that is added later, and stay where the app adds its own', () => {
    const watched = new EventEmitter();
    watched.on('other', () => {});
    table.add(watched);
    const own = () => void log.push('own');
    const app = () => void log.push('app');
    watched.on('-beside', own);
    watched.on('-beside', app);
    expect(watched.listeners('-beside')).toEqual([own, app]);
    watched.emit('-beside');
    expect(log.splice(0)).toEqual([['before'], 'own', 'after', 'app']);
    watched.off('-beside', app);
    table.close();
    watched.emit('-beside');
    expect(log).toEqual(['own']);
    expect(watched.rawListeners('-beside')).toEqual([own]);
  });
});

describe('an event that is noticed', () => {
  test('with a listener and without, before the listener, as often as it is emitted', () => {
    const watched = emitter();
    table.add(watched);
    expect(watched.emit('seen')).toBe(false);
    watched.on('seen', () => void log.push('heard'));
    log.length = 0;
    expect(watched.emit('seen')).toBe(true);
    expect(log).toEqual(['noticed seen', 'heard']);
  });

  test('only where it is emitted: not where listeners are added, removed or counted', () => {
    const watched = emitter();
    table.add(watched);
    const listener = () => {};
    watched.on('seen', listener);
    watched.once('seen', listener);
    watched.off('seen', listener).off('seen', listener).off('seen', listener);
    watched.listenerCount('seen');
    watched.listeners('seen');
    expect(log).toEqual([]);
    watched.emit('other');
    expect(log).toEqual(['other']);
  });
});

test('what an app can look at is as without, while it is watched and afterwards', () => {
  const plain = new EventEmitter();
  const watched = new EventEmitter();
  const [own, other] = [() => {}, () => {}];
  for (const each of [plain, watched]) each.on('-beside', own).on('seen', other).once('other', other);
  const before = Reflect.ownKeys(watched).map((key) => [key, Object.getOwnPropertyDescriptor(watched, key)]);
  table.add(watched);
  const { _events: events } = watched as unknown as { _events: object };
  watched.emit('-beside');
  const shown = { depth: 5, showHidden: true };
  expect(inspect(watched, shown)).toBe(inspect(plain, shown));
  expect(inspect(events, shown)).toBe(inspect((plain as unknown as { _events: object })._events, shown));
  expect(Object.getPrototypeOf(events)).toBe(null);
  expect(Reflect.ownKeys(events)).toEqual(['-beside', 'seen', 'other']);
  expect(Object.getOwnPropertyDescriptor(events, '-beside')?.value).toBe(own);
  expect(Reflect.ownKeys(watched)).toEqual(before.map(([key]) => key));
  table.close();
  table.add(watched);
  expect(Reflect.ownKeys(watched).map((key) => [key, Object.getOwnPropertyDescriptor(watched, key)])).toEqual(before);
  uninstallCounting();
  expect({ ...EventEmitter.prototype }).toEqual(uncounted);
});

test('an emitter without listeners, or with something else in their place, is left alone', () => {
  const bare = Object.create(EventEmitter.prototype) as EventEmitter;
  table.add(bare);
  expect(Reflect.ownKeys(bare)).toEqual([]);
  const strange = Object.assign(new EventEmitter(), { _events: new Map() });
  table.add(strange);
  expect(Object.getPrototypeOf(strange._events)).toBe(Map.prototype);
});
