/** An app with very many channels, or windows, is not held up, and all of it is told of. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { AgentEntry, CostEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

let target: CapturedTarget | undefined;
test.afterEach(() => target?.close());

/** The channels that were told of; entries are read once each, since a wait looks at every one that comes. */
class ToldChannels {
  private readonly names = new Set<string>();
  private read = 0;

  constructor(private readonly captured: CapturedTarget) {}

  get(): ReadonlySet<string> {
    const { entries } = this.captured;
    for (; this.read < entries.length; this.read++) {
      const entry = entries[this.read] as AgentEntry;
      if (entry.type === 'channel') this.names.add(entry.channel);
    }
    return this.names;
  }
}

function expectPlausibleCost(captured: CapturedTarget): void {
  const costs = captured.entries.filter((entry): entry is CostEntry => entry.type === 'cost');
  expect(costs.length).toBeGreaterThan(0);
  for (const { spentUs, periodUs } of costs) expect(spentUs).toBeLessThanOrEqual(periodUs);
  // The first ones tell of the start, at which all channels are new.
  const later = costs.slice(Math.ceil(costs.length / 2));
  const share = later.reduce((sum, { spentUs }) => sum + spentUs, 0) / later.reduce((sum, it) => sum + it.periodUs, 0);
  expect(share).toBeGreaterThan(0.0005);
  expect(share).toBeLessThan(0.3);
}

test('20,000 channels are all told of, and main is not held up', async () => {
  target = await CapturedTarget.launch(join(testApps, 'many-channels'), { variables: { CHANNELS: '20000' } });
  const captured = target;
  const told = new ToldChannels(captured);
  await captured.waitForOutput('late', 60_000);
  await captured.waitFor('all channels', () => told.get().size >= 20_000, 60_000);
  await captured.waitFor('the one at the end', () => told.get().has('at the end'), 60_000);
  const missing = Array.from({ length: 20_000 }, (_, i) => `reply:${i}`).filter((name) => !told.get().has(name));
  expect(missing).toEqual([]);
  expect(captured.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  expectPlausibleCost(captured);
});

test('24 windows with channels of their own are all told of', async () => {
  target = await CapturedTarget.launch(join(testApps, 'many-channels'), {
    variables: { CHANNELS: '10', WINDOWS: '24' },
  });
  const captured = target;
  const told = new ToldChannels(captured);
  await captured.waitFor(
    'the channels of all windows',
    () => [...told.get()].filter((channel) => channel.startsWith('window:')).length === 24,
    60_000,
  );
  await captured.waitForOutput('late', 60_000);
  await captured.waitFor('the one at the end', () => told.get().has('at the end'), 60_000);
  expect(captured.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  expectPlausibleCost(captured);
});
