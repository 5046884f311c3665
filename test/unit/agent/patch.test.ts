import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { patchMethod } from '../../../src/agent/patch';

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

  test('shadows an inherited one as it was, follows its later changes, and leaves no trace', () => {
    class Emitter extends EventEmitter {}
    const calls: string[] = [];
    const uninstall = patchMethod(Emitter.prototype, 'emit', (next) => {
      return function emit(this: unknown, ...args: unknown[]) {
        calls.push(String(args[0]));
        return Reflect.apply(next(), this, args);
      };
    });
    const inherited = Object.getOwnPropertyDescriptor(EventEmitter.prototype, 'emit');
    const own = Object.getOwnPropertyDescriptor(Emitter.prototype, 'emit');
    expect(own).toMatchObject({ writable: true, configurable: true, enumerable: inherited?.enumerable });
    const emitter = new Emitter();
    expect(emitter.emit('nobody')).toBe(false);
    emitter.on('x', () => calls.push('listener'));
    expect(emitter.emit('x')).toBe(true);
    expect(calls).toEqual(['nobody', 'x', 'listener']);
    uninstall();
    expect(Object.getOwnPropertyNames(Emitter.prototype)).toEqual(['constructor']);
    expect(emitter.emit('x')).toBe(true);
    expect(calls).toEqual(['nobody', 'x', 'listener', 'listener']);
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
