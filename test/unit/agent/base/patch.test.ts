import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { PassingPatches, patchMethod, shadowMethod } from '../../../../src/agent/base/patch';

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

describe('shadowMethod', () => {
  test('follows later changes of what it shadows, and leaves no trace', () => {
    class Base {
      run() {
        return 'base';
      }
    }
    const object = new Base();
    const uninstall = shadowMethod(object, 'run', (next) => () => `ours(${next()()})`);
    expect([Object.keys(object), object.run(), object.run.name]).toEqual([[], 'ours(base)', 'run']);
    Base.prototype.run = () => 'changed';
    expect(object.run()).toBe('ours(changed)');
    uninstall();
    expect(Object.getOwnPropertyNames(object)).toEqual([]);
    expect(object.run()).toBe('changed');
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
