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

const costsOf = (captured: CapturedTarget) =>
  captured.entries.filter((entry): entry is CostEntry => entry.type === 'cost');

/** The share of main's time that the agent tells to have taken, once all channels are known. */
async function costShare(captured: CapturedTarget): Promise<number> {
  const known = costsOf(captured).length;
  await captured.waitFor('what the agent cost', () => costsOf(captured).length >= known + 2, 60_000);
  const costs = costsOf(captured);
  for (const { spentUs, periodUs } of costs) expect(spentUs).toBeLessThanOrEqual(periodUs);
  const later = costs.slice(known);
  return later.reduce((sum, { spentUs }) => sum + spentUs, 0) / later.reduce((sum, { periodUs }) => sum + periodUs, 0);
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
  const share = await costShare(captured);
  await captured.close();
  target = await CapturedTarget.launch(join(testApps, 'many-channels'), { variables: { CHANNELS: '10' } });
  await target.waitForOutput('late', 60_000);
  const usualShare = await costShare(target);
  // What is told is plausible: 100 messages a second take some thousandths, on a busy machine a few hundredths.
  for (const each of [share, usualShare]) {
    expect(each).toBeGreaterThan(0);
    expect(each).toBeLessThan(0.5);
  }
  // A look at all channels five times a second would take 0.1, without any other load.
  expect(share - usualShare).toBeLessThan(0.08);
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
  const share = await costShare(captured);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.5);
});
