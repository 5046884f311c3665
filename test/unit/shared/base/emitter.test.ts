import { expect, test } from 'vitest';
import { Emitter } from '../../../../src/shared/base/emitter';

test('every listener gets each value, in the order in which they came', () => {
  const emitter = new Emitter<number>();
  const got: string[] = [];
  emitter.on((value) => got.push(`a${value}`));
  emitter.emit(1);
  emitter.on((value) => got.push(`b${value}`));
  emitter.emit(2);
  expect(got).toEqual(['a1', 'a2', 'b2']);
});

test('a function that listens twice is called twice, and ends once at a time', () => {
  const emitter = new Emitter<number>();
  let calls = 0;
  const listener = () => {
    calls++;
  };
  const end = emitter.on(listener);
  emitter.on(listener);
  emitter.emit(1);
  end();
  end();
  emitter.emit(2);
  expect(calls).toBe(3);
});

test('a listener may end itself or others, and add others, while a value is emitted', () => {
  const emitter = new Emitter();
  const got: string[] = [];
  const endFirst = emitter.on(() => {
    got.push('first');
    endFirst();
    endLast();
    emitter.on(() => got.push('new'));
  });
  const endLast = emitter.on(() => got.push('last'));
  emitter.emit();
  emitter.emit();
  expect(got).toEqual(['first', 'last', 'new']);
});
