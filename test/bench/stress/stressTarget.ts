/** The stress app, running with or without the agent. */

import { join } from 'node:path';
import { LINK_VARIABLE, type LinkAddress } from '../../../src/shared/link/handshake';
import { agentFile, electronExecutable, testApps } from '../../support/paths';
import { AskedProcess } from '../askedProcess';

/** What the app says of a load. */
export interface Load {
  readonly durationMs: number;
  /** Messages of the flood, as the page that sends them counts them, and as they reached main. */
  readonly sent: number;
  readonly received: number;
  /** The flood waits for main after each batch. */
  readonly batches: number;
  /** Questions of the other page, and how long each answer took. */
  readonly asked: number;
  readonly answersUs: readonly number[];
}

/** The messages that start and end a load; all on channels that begin with `stress:`. */
const CONTROL_MESSAGES = 6;
export const CHANNEL_START = 'stress:';

/** Everything that passes in a load, as the agent should count it. */
export function messagesIn({ sent, batches, asked }: Load): number {
  return sent + batches + asked + CONTROL_MESSAGES;
}

export class StressTarget {
  private constructor(private readonly process: AskedProcess) {}

  /** @param address of the inspector; undefined: without the agent */
  static async start(address: LinkAddress | undefined): Promise<StressTarget> {
    const preload = address === undefined ? [] : ['-r', agentFile];
    const link = address === undefined ? {} : { [LINK_VARIABLE]: JSON.stringify(address) };
    const args = [...preload, join(testApps, 'stress')];
    const variables = { ...process.env, ...link };
    return new StressTarget(await AskedProcess.start('The stress target', electronExecutable(), args, variables));
  }

  async startLoad(messagesPerSecond: number): Promise<void> {
    await this.process.ask('start', messagesPerSecond);
  }

  /** Messages of the flood so far. */
  received(): Promise<number> {
    return this.process.ask<number>('received');
  }

  stopLoad(): Promise<Load> {
    return this.process.ask<Load>('stop');
  }

  /** Bytes that JavaScript and its buffers hold in main, after garbage collection. */
  heldBytes(): Promise<number> {
    return this.process.ask<number>('heldBytes');
  }

  /** Names of the native classes of which a method is overridden. */
  overridden(): Promise<string[]> {
    return this.process.ask<string[]>('overridden');
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
