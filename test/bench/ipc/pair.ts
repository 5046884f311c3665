/**
 * Two bench apps at the same time, one with the agent and one without. Rounds alternate between them, so that both meet
 * the same noise of the machine; whatever the agent still has to write is written before the other one's turn.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetDescription } from '../../../src/shared/journal/entries';
import type { LinkAddress } from '../../../src/shared/link/handshake';
import { AskedProcess } from '../askedProcess';
import { quantile } from '../statistics';
import { BenchTarget, type Round } from './benchTarget';
import type { Captured, Expectation } from './captured';
import type { Workload } from './workloads';

/** One round. All per call; floods are timed as a whole, so there is only the mean. */
export interface RoundFigures {
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p95Us: number;
  /** Processor time of the main process, all threads, until everything is recorded. */
  readonly processorUs: number;
}

export interface Alternation {
  readonly without: RoundFigures;
  readonly with: RoundFigures;
  readonly captured: number;
  readonly dropped: number;
}

export class BenchPair {
  private readonly seen = new Map<string, number>();
  private dropped = 0;

  private constructor(
    private readonly folder: string,
    private readonly receiver: AskedProcess,
    private readonly plain: BenchTarget,
    private readonly watched: BenchTarget,
  ) {}

  static async start(): Promise<BenchPair> {
    const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
    const receiver = await AskedProcess.start(
      'The receiver',
      process.execPath,
      [join(import.meta.dirname, 'receiver.mjs'), join(folder, 'bench.escope')],
      process.env,
    );
    const plain = await BenchTarget.start(undefined);
    const watched = await BenchTarget.start(await receiver.ask<LinkAddress>('address'));
    return new BenchPair(folder, receiver, plain, watched);
  }

  /** The app that has the agent, as the agent tells of it. */
  async describe(): Promise<TargetDescription> {
    const description = await this.receiver.ask<TargetDescription | undefined>('description');
    if (description === undefined) throw new Error('The agent did not connect: nothing would be captured.');
    return description;
  }

  /**
   * Runs a round in each app.
   *
   * @throws Error if messages are neither captured nor reported as dropped
   */
  async alternate(workload: Workload, calls: number, watchedFirst: boolean): Promise<Alternation> {
    const first = watchedFirst ? await this.watchedRound(workload, calls) : undefined;
    const without = await measure(this.plain, workload, calls);
    const { captured, dropped, figures } = first ?? (await this.watchedRound(workload, calls));
    return { without, with: figures, captured, dropped };
  }

  async stop(): Promise<void> {
    await this.plain.stop();
    await this.watched.stop();
    await this.receiver.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async watchedRound(
    workload: Workload,
    calls: number,
  ): Promise<{ readonly figures: RoundFigures; readonly captured: number; readonly dropped: number }> {
    const { channel, messagesPerCall, name } = workload;
    const sent = calls * messagesPerCall;
    const before = this.seen.get(channel) ?? 0;
    const expectation: Expectation = { channel, messages: before + sent, dropped: this.dropped };
    let result: Captured | undefined;
    const figures = await measure(this.watched, workload, calls, async () => {
      result = await this.receiver.ask<Captured>('whenCaptured', expectation);
    });
    if (result === undefined) throw new Error('unreachable: measure runs its callback');
    const total = result.messagesByChannel[channel] ?? 0;
    const captured = total - before;
    const dropped = result.dropped - this.dropped;
    this.seen.set(channel, total);
    this.dropped = result.dropped;
    if (result.faults.length > 0) throw new Error(`${name}: the agent reported faults.\n${result.faults.join('\n')}`);
    if (captured === 0) throw new Error(`${name}: nothing was captured of ${sent} messages.`);
    // The messages that start and end a round can be among the dropped.
    if (captured + dropped < sent) {
      throw new Error(
        `${name}: ${sent} messages were sent, but ${captured} captured and ${dropped} reported as dropped.`,
      );
    }
    return { figures, captured, dropped };
  }
}

async function measure(
  target: BenchTarget,
  workload: Workload,
  calls: number,
  whenDone: () => Promise<void> = async () => {},
): Promise<RoundFigures> {
  const processorBeforeUs = await target.processorUs();
  const round = await target.round(workload, calls);
  await whenDone();
  const processorUs = ((await target.processorUs()) - processorBeforeUs) / calls;
  return { ...perCall(round, calls), processorUs };
}

function perCall({ durationUs, callsUs }: Round, calls: number): Omit<RoundFigures, 'processorUs'> {
  return { meanUs: durationUs / calls, p50Us: quantile(callsUs, 0.5), p95Us: quantile(callsUs, 0.95) };
}
