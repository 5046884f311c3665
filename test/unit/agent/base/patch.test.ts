import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { intercept, PassingPatches, patchMethod } from '../../../../src/agent/base/patch';

describe('patchMethod', () => {
  test('puts a method in place of an own one, and back exactly', () => {
    const holder = {};
    const original = function send(a: unknown, b: unknown) {
      return [a, b];
    };
    Object.defineProperty(holder, 'send', { value: original, writable: false, enumerable: false, configurable: true });
    const before = Object.getOwnPropertyDescriptor(holder, 'send');
    const uninstall = patchMethod(holder, 'send', (next) => (...args: unknown[]) => ['patched', next()(...args)]);
    expect((holder as { send: typeof original }).send(1, 2)).toEqual(['patched', [1, 2]]);
    expect((holder as { send: typeof original }).send.name).toBe('send');
    expect((holder as { send: typeof original }).send).toHaveLength(2);
    uninstall();
    uninstall();
    expect(Object.getOwnPropertyDescriptor(holder, 'send')).toEqual(before);
  });

  test('keeps the place of the key among the others', () => {
    const holder = { first: 1, run: () => 'original', last: 2 };
    const uninstall = patchMethod(holder, 'run', (next) => () => `ours(${next()()})`);
    expect(Object.keys(holder)).toEqual(['first', 'run', 'last']);
    expect(holder.run()).toBe('ours(original)');
    uninstall();
    expect(Object.keys(holder)).toEqual(['first', 'run', 'last']);
    expect(holder.run()).toBe('original');
  });

  test('refuses a method that is only inherited, which would become a key of its own', () => {
    class Emitter extends EventEmitter {}
    expect(() => patchMethod(Emitter.prototype, 'emit', (next) => next())).toThrow('emit is not a method of its own');
    expect(Object.getOwnPropertyNames(Emitter.prototype)).toEqual(['constructor']);
  });

  test('does not undo what someone else has put on top', () => {
    const holder = { run: () => 'original' };
    const uninstall = patchMethod(holder, 'run', (next) => () => `ours(${next()()})`);
    const ours = holder.run;
    holder.run = () => `theirs(${ours()})`;
    uninstall();
    expect(holder.run()).toBe('theirs(ours(original))');
  });

  test('refuses what it could not put back', () => {
    const frozen = Object.freeze({ run: () => 1 });
    expect(() => patchMethod(frozen, 'run', (next) => next())).toThrow(TypeError);
    expect(() => patchMethod({}, 'missing', (next) => next())).toThrow('missing is not a method');
    expect(() => patchMethod({ value: 3 }, 'value', (next) => next())).toThrow(TypeError);
  });
});

describe('intercept', () => {
  class Sender {
    declare plain: (this: unknown, a: unknown) => unknown;
    send(a: unknown, _b: unknown) {
      return [this, a];
    }
  }
  Sender.prototype.plain = function plain(a) {
    return [this, a];
  };

  for (const name of ['send', 'plain'] as const) {
    test(`leaves all that an app can ask of ${name} as it was`, () => {
      const original = Sender.prototype[name];
      const before = Object.getOwnPropertyDescriptors(original);
      const isConstructor = (method: unknown) => {
        try {
          return Reflect.construct(Object, [], method as () => void) instanceof Object;
        } catch {
          return false;
        }
      };
      const facts = (method: unknown) => [inspect(method, { showHidden: true }), isConstructor(method), typeof method];
      const expected = facts(original);
      const calls: unknown[] = [];
      const uninstall = intercept(Sender.prototype, name, (next, self, args) => {
        calls.push(args);
        return Reflect.apply(next, self, args);
      });
      expect(Object.getOwnPropertyDescriptors(Sender.prototype[name])).toEqual(before);
      expect(Reflect.ownKeys(Sender.prototype[name])).toEqual(Reflect.ownKeys(before));
      expect(facts(Sender.prototype[name])).toEqual(expected);
      expect(String(Sender.prototype[name])).toBe('function () { [native code] }');
      const sender = new Sender();
      expect(sender[name](1, 2)).toEqual([sender, 1]);
      expect(calls).toEqual([[1, 2]]);
      uninstall();
      expect(Sender.prototype[name]).toBe(original);
    });
  }

  test('refuses what it could not put back', () => {
    expect(() => intercept(Object.freeze({ run: () => 1 }), 'run', () => 2)).toThrow('run cannot be replaced');
    expect(() => intercept({}, 'missing', () => 2)).toThrow('missing is not a method');
  });
});

describe('PassingPatches', () => {
  test('patches each object once, puts all back, and then patches no more', () => {
    const patches = new PassingPatches();
    const objects = Array.from({ length: 200 }, () => ({ run: (): number => 1 }));
    const patch = (object: object) => patchMethod(object, 'run', (next) => () => next()() + 1);
    for (const object of [...objects, ...objects]) patches.add(object, patch);
    expect(objects.every((object) => object.run() === 2)).toBe(true);
    patches.close();
    expect(objects.every((object) => object.run() === 1)).toBe(true);
    const late = { run: (): number => 1 };
    patches.add(late, patch);
    expect(late.run()).toBe(1);
  });
});
