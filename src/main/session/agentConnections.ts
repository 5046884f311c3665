/** The agents that report into the current session. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { AgentConnection } from '../targets/agentServer';

/** A connection ends with its process, once everything that was sent has been read. */
const DRAIN_MS = 2000;
const DRAIN_STEP_MS = 5;

export class AgentConnections {
  private readonly connections = new Set<AgentConnection>();
  private expected: { readonly pid: number; arrived(connection: AgentConnection): void } | undefined;

  get size(): number {
    return this.connections.size;
  }

  /** Process ids of the apps. */
  get pids(): readonly number[] {
    return [...this.connections].map(({ target }) => target.pid);
  }

  add(connection: AgentConnection): void {
    this.connections.add(connection);
    if (this.expected?.pid === connection.target.pid) this.expected.arrived(connection);
  }

  delete(connection: AgentConnection): void {
    this.connections.delete(connection);
  }

  /** Resolves with the next connection of a process, or with undefined if it takes too long. */
  next(pid: number, timeoutMs: number): Promise<AgentConnection | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), timeoutMs);
      this.expected = {
        pid,
        arrived(connection) {
          clearTimeout(timer);
          resolve(connection);
        },
      };
    });
  }

  /** Changes how they record. */
  configure(settings: Partial<AgentSettings>): void {
    for (const connection of this.connections) connection.send({ type: 'configure', settings });
  }

  /** Asks the apps to end. */
  endApps(): void {
    for (const connection of this.connections) connection.send({ type: 'end' });
  }

  /** Resolves when all have ended by themselves, or have had the time to. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_MS;
    while (this.connections.size > 0 && performance.now() < deadline) await sleep(DRAIN_STEP_MS);
  }

  /** Ends them at once, in the middle of what has arrived; the agents then leave their apps. */
  close(): void {
    for (const connection of this.connections) connection.close();
  }
}
