import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findMessage } from '../../../../src/renderer/find/findMessage';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { compiled } from '../../../support/filtering';
import { answered, ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;

beforeEach(() => {
  window = new ModelWindow();
  model = window.model;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The number of the message that is found. */
async function find(
  text: string,
  step: 1 | -1 = 1,
  signal = new AbortController().signal,
): Promise<number | undefined> {
  const filter = compiled(text, model.table);
  const row = await findMessage(model, { filter, step, signal, onProgress: () => {} });
  return row === undefined ? undefined : model.table.columns.get(row, 'seq');
}

describe('by filters that columns decide', () => {
  beforeEach(() => {
    const channels = ['a', 'b', 'a', 'b', 'a'];
    window.feed(...channels.map((channel, i) => message(i + 1, { channel, size: 100 - i })));
  });

  test('the first is found, or the last upwards, if none is selected', async () => {
    expect(await find('channel:b')).toBe(2);
    expect(await find('channel:b', -1)).toBe(4);
  });

  test('the one after the selected, or before it, is found, and from the end it goes on', async () => {
    model.select(1);
    expect(await find('channel:b')).toBe(4);
    expect(await find('channel:a', -1)).toBe(1);
    model.select(3);
    expect(await find('channel:b')).toBe(2);
    model.select(0);
    expect(await find('channel:a', -1)).toBe(5);
  });

  test('the selected one is found last', async () => {
    window.feed(message(6, { channel: 'only' }));
    model.select(5);
    expect(await find('channel:only')).toBe(6);
    expect(await find('channel:only', -1)).toBe(6);
  });

  test('none is found that does not match, or is not in the list', async () => {
    expect(await find('channel:c')).toBeUndefined();
    model.setFilter('channel:a');
    expect(await find('channel:b')).toBeUndefined();
    window.restart();
    expect(await find('channel:a')).toBeUndefined();
  });

  test('the next is that in the list’s order', async () => {
    model.setSortOrder({ column: 'size', isDescending: false });
    model.select(4);
    expect(await find('channel:a')).toBe(3);
    expect(await find('channel:a', -1)).toBe(1);
  });
});

describe('by filters that payloads decide', () => {
  test('the next is found, whether its arguments or its result match', async () => {
    const texts = Array.from({ length: 50 }, (_, i) => message(i + 1, { args: [i % 20 === 19 ? 'wanted' : 'other'] }));
    window.feed(...texts, answered(47, { result: 'wanted' }));
    expect(await find('wanted')).toBe(20);
    model.select(19);
    expect(await find('wanted')).toBe(40);
    model.select(39);
    expect(await find('result:wanted')).toBe(47);
    model.select(46);
    expect(await find('wanted')).toBe(20);
    expect(await find('args:wanted', -1)).toBe(40);
    expect(await find('nowhere')).toBeUndefined();
  });

  test('a nearer match by payload comes before one by columns', async () => {
    window.feed(message(1, { args: ['other'] }), message(2, { args: ['wanted'] }), message(3, { channel: 'wanted' }));
    expect(await find('args:wanted | channel:wanted')).toBe(2);
    model.select(1);
    expect(await find('args:wanted | channel:wanted')).toBe(3);
  });
});

test('looking ends with the signal', async () => {
  const many = Array.from({ length: 100 }, (_, i) => message(i + 1, { args: [i === 99 ? 'wanted' : 'other'] }));
  window.feed(...many);
  const controller = new AbortController();
  let looked = 0;
  const filter = compiled('args:wanted', model.table);
  const found = findMessage(model, {
    filter,
    step: 1,
    signal: controller.signal,
    onProgress(count) {
      looked = count;
      controller.abort();
    },
  });
  expect(await found).toBeUndefined();
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThan(100);
});
