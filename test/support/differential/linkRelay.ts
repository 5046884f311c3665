/** Stands between an agent and the server it reports to, so that a test can make the inspector slow, or stop reading. */

import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { LinkAddress } from '../../../src/shared/link/handshake';

export class LinkRelay {
  private readonly sockets: Socket[] = [];
  /** Connections that came while it was paused. */
  private readonly held: (() => void)[] = [];
  private isPaused = false;
  private bytesPerSecond = Number.POSITIVE_INFINITY;

  private constructor(
    private readonly server: Server,
    /** What the agent is told to connect to. */
    readonly address: LinkAddress,
  ) {}

  static async listen(target: LinkAddress): Promise<LinkRelay> {
    // Beside the server's own: that folder is this user's only, and is removed with it.
    const path = process.platform === 'win32' ? `${target.path}-relay` : join(dirname(target.path), 'relay.sock');
    const server = createServer();
    const relay = new LinkRelay(server, { path, token: target.token });
    server.on('connection', (agent) => {
      const join = () => relay.join(agent, connect(target.path));
      // The server gives up a connection that does not introduce itself, so it must not have one yet.
      if (relay.isPaused) relay.held.push(join);
      else join();
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    return relay;
  }

  /** Leaves what the agent sends in its socket. */
  pause(): void {
    this.isPaused = true;
    for (const socket of this.sockets) socket.pause();
  }

  resume(): void {
    this.isPaused = false;
    for (const socket of this.sockets) socket.resume();
    for (const join of this.held.splice(0)) join();
  }

  /** Takes no more than this from the agent from now on. */
  limit(bytesPerSecond: number): void {
    this.bytesPerSecond = bytesPerSecond;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(agent: Socket, inspector: Socket): void {
    this.sockets.push(agent, inspector);
    for (const [from, to] of [
      [agent, inspector],
      [inspector, agent],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => {}); // `close` follows.
      from.on('close', () => to.destroy());
    }
    agent.on('data', (chunk) => this.rest(agent, chunk.length));
  }

  /** Takes nothing for as long as these bytes are worth. */
  private rest(agent: Socket, bytes: number): void {
    const restMs = (bytes / this.bytesPerSecond) * 1000;
    if (restMs === 0) return;
    agent.pause();
    setTimeout(() => {
      if (!this.isPaused) agent.resume();
    }, restMs);
  }
}
