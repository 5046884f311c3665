/** The bench app, running with or without the agent. */

import { join } from 'node:path';
import { LINK_VARIABLE, type LinkAddress } from '../../../src/shared/link/handshake';
import { agentFile, electronExecutable, testApps } from '../../support/paths';
import { AskedProcess } from '../askedProcess';
import type { Workload } from './workloads';

/** What the app says of a round. */
export interface Round {
  readonly durationUs: number;
  /** Of each call; empty for floods, whose messages are only timed together. */
  readonly callsUs: readonly number[];
}

export class BenchTarget {
  private constructor(private readonly process: AskedProcess) {}

  /** @param address of the receiver; undefined: without the agent */
  static async start(address: LinkAddress | undefined): Promise<BenchTarget> {
    const preload = address === undefined ? [] : ['-r', agentFile];
    const link = address === undefined ? {} : { [LINK_VARIABLE]: JSON.stringify(address) };
    const name = `The bench target ${address === undefined ? 'without' : 'with'} the agent`;
    const args = [...preload, join(testApps, 'bench')];
    return new BenchTarget(await AskedProcess.start(name, electronExecutable(), args, { ...process.env, ...link }));
  }

  round({ name }: Workload, calls: number): Promise<Round> {
    return this.process.ask<Round>('round', { workload: name, calls });
  }

  /** Processor time of its main process so far. */
  processorUs(): Promise<number> {
    return this.process.ask<number>('processorUs');
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
