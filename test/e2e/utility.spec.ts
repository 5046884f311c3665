/** Utility processes: messages both ways, their start and their end. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { EndpointEndEntry, EndpointEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { electron, unless } from '../support/conditions';
import { testApps } from '../support/paths';

test.skip(...unless(electron({ from: 22 }), 'it has utility processes'));

test('messages both ways, start, exit code, and what is sent too late', async () => {
  const target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=utility'] });
  await target.waitForOutput('scenario done');
  const ends = () => target.entries.filter((entry): entry is EndpointEndEntry => entry.type === 'endpointEnd');
  await target.waitFor('both ends', () => ends().length === 2);
  const described = target.entries.filter(
    (entry): entry is EndpointEntry => entry.type === 'endpoint' && entry.kind === 'utility',
  );
  const [indexer, nameless] = [...new Set(described.map(({ id }) => id))] as [number, number];

  // Described at the fork, and again with its process id once it has one.
  for (const [id, title] of [
    [indexer, 'indexer'],
    [nameless, 'child.js'],
  ] as const) {
    const versions = described.filter((entry) => entry.id === id);
    expect(versions.map((entry) => entry.title)).toEqual([title, title]);
    expect(versions.map((entry) => typeof entry.pid)).toEqual(['undefined', 'number']);
  }
  expect(ends().map(({ id, exitCode }) => [id, exitCode])).toEqual([
    [indexer, 3],
    [nameless, 0],
  ]);
  const messages = target.messages.map((message) => [
    message.direction,
    message.args,
    target.outcomeOf(message)?.status,
    target.outcomeOf(message)?.error?.text,
  ]);
  expect(messages).toEqual([
    ['to-utility', ['before it has spawned'], 'ok', undefined],
    ['to-main', [{ got: 'before it has spawned' }], 'ok', undefined],
    ['to-utility', [{ $: 'opaque', type: 'function' }], 'error', undefined],
    ['to-utility', ['exit'], 'ok', undefined],
    ['to-utility', ['after its end'], 'lost', 'the process has ended'],
  ]);
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  await target.close();
});
