/** What Electron and the app print of errors in main, and what is recorded of them. */

import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'playwright/test';
import type { MessageEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { PlainTarget } from '../support/differential/plainTarget';
import { electronExecutable, testApps } from '../support/paths';

const app = join(testApps, 'failing');

const IS_OF_CHROMIUM = /^\[\d+:\d+\/[\d.]+:/;

/** Node runs microtasks here when two timers are due at once, and elsewhere when only one is. */
const IS_BETWEEN_TIMERS = /^ +at (runNextTicks|listOnTimeout|process\.processTimers) \(node:internal/;

interface Run {
  readonly output: { readonly all: readonly { readonly stream: string; readonly text: string }[] };
}

/** What Electron and the app printed, in paragraphs that begin with what happened. */
function printed({ output }: Run): string[] {
  return output.all
    .filter(({ stream }) => stream === 'stderr')
    .map(({ text }) => stripVTControlCharacters(text).trimEnd())
    .filter((text) => !IS_OF_CHROMIUM.test(text) && !IS_BETWEEN_TIMERS.test(text))
    .join('\n')
    .split(/\n(?=\S)/)
    .filter(
      (paragraph) =>
        paragraph.startsWith('Error occurred') || /^(UNCAUGHT|LOADED|THROWN|Error sending)/.test(paragraph),
    );
}

/** Node tells where in its own `emit` a listener was called: among several, or as the only one. */
const withoutPlaceInEmit = (paragraphs: readonly string[]) =>
  paragraphs.map((text) => text.replace(/(WebContents\.emit \(node:events):\d+:\d+/g, '$1'));

test('Electron and the app print the errors of listeners and handlers as without the agent', async () => {
  const plain = PlainTarget.launch(electronExecutable(), app, [], process.env);
  await plain.exited;
  const target = await CapturedTarget.launch(app);
  await target.process.exited;
  await target.close();
  const [expected, actual] = [printed(plain), printed(target.process)];
  expect(expected.length).toBeGreaterThanOrEqual(26);
  const isAsynchronous = (text: string) => /'fails:(late|later|object-late|refusal-late)'/.test(text);
  expect(actual.filter(isAsynchronous)).toEqual(expected.filter(isAsynchronous));
  // A port's native object is given its messages through one function of ours, and what is sent in main goes through others; see
  // docs/capture.md.
  const isBelowOurs = (text: string) => /listener of (a port|postMessage)|in a microtask/.test(text);
  const [others, otherActual] = [expected, actual].map((texts) =>
    withoutPlaceInEmit(texts.filter((text) => !isBelowOurs(text))),
  );
  expect(otherActual).toEqual(others);
});

test('a message whose listener goes on is not over when something within it fails', async () => {
  const target = await CapturedTarget.launch(app);
  await target.process.exited;
  await target.waitFor('the end of the link', () => target.hasEnded);
  const outer = target.messages.find(({ channel }) => channel === 'goes-on') as MessageEntry;
  const later = target.messages.find(({ args }) => JSON.stringify(args)?.includes('after the error')) as MessageEntry;
  expect(target.outcomeOf(outer)?.at).toBeGreaterThan(later.at);
  await target.close();
});

test('what a handler threw is recorded with its stack, cause and properties', async () => {
  const target = await CapturedTarget.launch(app);
  await target.process.exited;
  await target.waitFor('the end of the link', () => target.hasEnded);
  const errorOf = (channel: string) => {
    const message = target.messages.find((each) => each.channel === channel);
    return message && target.outcomeOf(message)?.error;
  };
  expect(errorOf('fails:at-once')).toMatchObject({
    value: { name: 'TypeError', stack: expect.stringContaining('main.js'), cause: { message: 'the cause' } },
  });
  expect(errorOf('fails:later')?.value).toMatchObject({ stack: expect.stringContaining('at async') });
  for (const channel of ['fails:deep', 'fails:before-await', 'fails:late', 'fails:promise']) {
    expect(errorOf(channel)?.value, channel).toMatchObject({ stack: expect.stringContaining('main.js') });
  }
  expect(errorOf('fails:object')).toMatchObject({ value: { code: 17 }, text: '[object Object]' });
  expect(errorOf('fails:object-late')).toMatchObject({ value: { code: 18 } });
  expect(errorOf('fails:text')).toMatchObject({ text: 'only a text' });
  // It has a toString of its own, so only its text is known.
  expect(errorOf('fails:refusal')).toEqual({ text: 'refused: no' });
  await target.close();
});

for (const NODE_OPTIONS of ['', '--enable-source-maps']) {
  test(`recorded stacks have no frame of the agent${NODE_OPTIONS && ', with '}${NODE_OPTIONS}`, async () => {
    const target = await CapturedTarget.launch(app, { variables: { NODE_OPTIONS }, settings: { stackFrames: 20 } });
    await target.process.exited;
    await target.waitFor('the end of the link', () => target.hasEnded);
    const errors = target.messages.flatMap((message) => {
      const error = target.outcomeOf(message)?.error;
      return error === undefined ? [] : [`${message.channel}: ${JSON.stringify(error)}`];
    });
    expect(errors.filter((text) => text.includes('fails:'))).toHaveLength(13);
    const stacks = target.messages.flatMap(({ stack }) => stack ?? []);
    expect(stacks.join()).toContain('failInPorts');
    for (const text of [...errors, ...stacks]) expect(text).not.toMatch(/agent\.cjs|src\/agent/);
    await target.close();
  });
}
