/** One load on the stress app, while its inspector is in some trouble or none. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkAddress } from '../../../src/shared/link/handshake';
import { LinkRelay } from '../../support/differential/linkRelay';
import { projectRoot } from '../../support/paths';
import { AskedProcess } from '../askedProcess';
import { type Accounting, type Captured, messagesOf } from '../ipc/captured';
import { CHANNEL_START, type Load, messagesIn, StressTarget } from './stressTarget';

/**
 * What happens to the inspector:
 * - `absent`: the app runs without the agent;
 * - `well`: nothing;
 * - `killed`: it is stopped, so that the agent's buffers fill, and killed after half the time;
 * - `stopped`: it is stopped, and goes on when the load is over;
 * - `slow`: it gets `slowBytesPerSecond`, and everything when the load is over.
 */
export const TROUBLES = ['absent', 'well', 'killed', 'stopped', 'slow'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface StressOptions {
  /** The load lasts this long at least, … */
  readonly seconds: number;
  /** … and until this many messages have passed: a busy machine takes longer to fill the buffers. */
  readonly messages: number;
  readonly messagesPerSecond: number;
  /** What a slow inspector gets. */
  readonly slowBytesPerSecond: number;
}

interface Accounted {
  /** Every message that passed in the app, as the app counts it. */
  readonly passed: number;
  readonly captured: number;
  readonly dropped: number;
  /** As `Captured.withoutPayload`. */
  readonly withoutPayload: number;
  readonly faults: readonly string[];
}

export interface StressResult {
  readonly trouble: Trouble;
  readonly load: Load;
  /** In main when the load was over and the inspector still in trouble, after garbage collection. */
  readonly heldBytes: number;
  /** Native classes that are overridden in the end. */
  readonly overridden: readonly string[];
  /** Undefined where nobody was left to count. */
  readonly accounted: Accounted | undefined;
  /** Of a second, short load, after the trouble. */
  readonly accountedAfter: Accounted | undefined;
}

/** Built by test/bench/vite.config.ts. */
const receiverFile = join(projectRoot, 'out', 'bench', 'receiver.mjs');
const SECOND_LOAD = { seconds: 0.5, messages: 500, messagesPerSecond: 2000 };
const LOOK_AGAIN_MS = 20;

export async function runStress(trouble: Trouble, options: StressOptions): Promise<StressResult> {
  if (trouble === 'absent') return await runAlone(options);
  const folder = await mkdtemp(join(tmpdir(), 'electroscope-stress-'));
  const receiver = await AskedProcess.start(
    'The receiver',
    process.execPath,
    [receiverFile, join(folder, 'stress.escope')],
    process.env,
  );
  try {
    const address = await receiver.ask<LinkAddress>('address');
    // Only then: a relay would take what a stopped inspector leaves in its socket.
    const relay = trouble === 'slow' ? await LinkRelay.listen(address) : undefined;
    relay?.limit(options.slowBytesPerSecond);
    const target = await StressTarget.start(relay?.address ?? address);
    try {
      return await runWatched(trouble, options, { receiver, relay, target });
    } finally {
      await target.stop();
      await relay?.close();
    }
  } finally {
    receiver.signal('SIGCONT');
    await receiver.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAlone(options: StressOptions): Promise<StressResult> {
  const target = await StressTarget.start(undefined);
  try {
    const load = await runLoad(target, options, () => {});
    const heldBytes = await target.heldBytes();
    const overridden = await target.overridden();
    return { trouble: 'absent', load, heldBytes, overridden, accounted: undefined, accountedAfter: undefined };
  } finally {
    await target.stop();
  }
}

interface Watched {
  readonly receiver: AskedProcess;
  readonly relay: LinkRelay | undefined;
  readonly target: StressTarget;
}

async function runWatched(trouble: Trouble, options: StressOptions, watched: Watched): Promise<StressResult> {
  const { receiver, relay, target } = watched;
  if (trouble === 'stopped' || trouble === 'killed') receiver.signal('SIGSTOP');
  const load = await runLoad(target, options, () => {
    if (trouble === 'killed') receiver.signal('SIGKILL');
  });
  const heldBytes = await target.heldBytes();
  if (trouble === 'killed') {
    const overridden = await target.overridden();
    return { trouble, load, heldBytes, overridden, accounted: undefined, accountedAfter: undefined };
  }
  relay?.limit(Number.POSITIVE_INFINITY);
  receiver.signal('SIGCONT');
  const nothing = { passed: 0, captured: 0, dropped: 0, withoutPayload: 0, faults: [] };
  const accounted = await account(receiver, load, nothing);
  const secondLoad = await runLoad(target, SECOND_LOAD, () => {});
  const accountedAfter = await account(receiver, secondLoad, accounted);
  return { trouble, load, heldBytes, overridden: await target.overridden(), accounted, accountedAfter };
}

async function runLoad(
  target: StressTarget,
  { seconds, messages, messagesPerSecond }: Omit<StressOptions, 'slowBytesPerSecond'>,
  atHalf: () => void,
): Promise<Load> {
  const startedAtMs = performance.now();
  const passed = async (share: number) =>
    performance.now() - startedAtMs >= share * seconds * 1000 && (await target.received()) >= share * messages;
  await target.startLoad(messagesPerSecond);
  while (!(await passed(0.5))) await later();
  atHalf();
  while (!(await passed(1))) await later();
  return await target.stopLoad();
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}

/** @param before what was accounted for before this load */
async function account(receiver: AskedProcess, load: Load, before: Accounted): Promise<Accounted> {
  const passed = messagesIn(load);
  const messages = before.captured + before.dropped + passed;
  const accounting: Accounting = { channelStart: CHANNEL_START, messages };
  const now = await receiver.ask<Captured>('whenAccounted', accounting);
  return {
    passed,
    captured: messagesOf(now, CHANNEL_START) - before.captured,
    dropped: now.dropped - before.dropped,
    withoutPayload: now.withoutPayload - before.withoutPayload,
    faults: now.faults,
  };
}
