import { expect, onTestFinished, test } from 'vitest';
import { captureCallStack } from '../../../../src/agent/base/callStack';

function caller(frames: number): string | undefined {
  return captureCallStack(hidden, frames, () => false);
}

function hidden(frames: number): string | undefined {
  return caller(frames);
}

/** Puts a property of Error back after the test. */
function keepOnError(name: 'prepareStackTrace' | 'stackTraceLimit'): void {
  const descriptor = Object.getOwnPropertyDescriptor(Error, name);
  onTestFinished(() => {
    if (descriptor === undefined) Reflect.deleteProperty(Error, name);
    else Object.defineProperty(Error, name, descriptor);
  });
}

test('a stack begins above the function that is left out, and has no more frames than asked for', () => {
  const lines = hidden(3)?.split('\n') ?? [];
  expect(lines.length).toBe(3);
  expect(lines[0]).toMatch(/^at .*callStack\.test\.ts/);
  expect(lines.join()).not.toMatch(/caller|hidden/);
});

test('what the app put on Error is neither called nor changed', () => {
  keepOnError('prepareStackTrace');
  keepOnError('stackTraceLimit');
  let calls = 0;
  const touch = () => {
    calls++;
    return 1;
  };
  for (const name of ['prepareStackTrace', 'stackTraceLimit']) {
    Object.defineProperty(Error, name, { get: touch, set: touch, configurable: true, enumerable: false });
  }
  const before = Object.getOwnPropertyDescriptors(Error);
  expect(hidden(5)).toContain('callStack.test.ts');
  expect(Object.getOwnPropertyDescriptors(Error)).toEqual(before);
  expect(Object.keys(Object.getOwnPropertyDescriptors(Error))).toEqual(Object.keys(before));
  expect(calls).toBe(0);
});

test('without those properties there are none afterwards', () => {
  keepOnError('prepareStackTrace');
  keepOnError('stackTraceLimit');
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  Reflect.deleteProperty(Error, 'stackTraceLimit');
  expect(hidden(5)).toContain('callStack.test.ts');
  expect(Object.hasOwn(Error, 'prepareStackTrace') || Object.hasOwn(Error, 'stackTraceLimit')).toBe(false);
});

test('where the app has replaced Error there is no stack', () => {
  const original = globalThis.Error;
  onTestFinished(() => {
    globalThis.Error = original;
  });
  globalThis.Error = class extends original {} as ErrorConstructor;
  expect(hidden(5)).toBeUndefined();
});
