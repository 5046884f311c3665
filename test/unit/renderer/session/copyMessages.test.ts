import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyChannels, copyMessages } from '../../../../src/renderer/session/copyMessages';
import type { SessionModel } from '../../../../src/renderer/session/sessionModel';
import { answered, ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;
let model: SessionModel;
let copied: string[];
let refusal: Error | undefined;

beforeEach(() => {
  copied = [];
  refusal = undefined;
  const writeText = async (text: string) => {
    if (refusal !== undefined) throw refusal;
    copied.push(text);
  };
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  window = new ModelWindow();
  model = window.model;
  window.feed(message(1), message(2, { channel: 'd' }), message(3), answered(1, { result: 'done' }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const state = () => model.windowStore.getState();

test('a message is copied with its answer, as it is exported', async () => {
  model.select(0);
  await copyMessages(model);
  expect(JSON.parse(copied[0] as string)).toMatchObject({
    ...{ seq: 1, kind: 'invoke', channel: 'c', status: 'ok', args: [1], result: 'done' },
  });
  expect(state().announcement).toBe('Message copied');
});

test('several are a list in the order in which they came', async () => {
  for (const row of [2, 0, 1]) model.selection.toggle(row);
  await copyMessages(model);
  expect(JSON.parse(copied[0] as string)).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(state().announcement).toBe('3 messages copied');
});

test('of very many, the first are copied, and that is said', async () => {
  window.feed(...Array.from({ length: 1100 }, (_, i) => message(i + 4)));
  model.selection.all();
  await copyMessages(model);
  expect(JSON.parse(copied[0] as string)).toHaveLength(1000);
  expect(state().announcement).toMatch(/^The first 1.000 of 1.103 messages copied/);
});

test('each channel is copied once', async () => {
  model.selection.all();
  await copyChannels(model);
  expect(copied).toEqual(['c\nd']);
  expect(state().announcement).toBe('2 channels copied');
  model.select(1);
  await copyChannels(model);
  expect(copied[1]).toBe('d');
  expect(state().announcement).toBe('Channel copied');
});

test('what can’t be copied is reported, and nothing is announced', async () => {
  refusal = new Error('the document is not focused');
  model.select(0);
  await copyMessages(model);
  expect(state()).toMatchObject({
    announcement: undefined,
    notice: { code: 'copy-failed', message: expect.stringContaining('the document is not focused') },
  });
});
