/** A server for agents, and clients of its socket as they are needed to try it. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type AgentConnection, AgentServer } from '../../src/main/targets/agentServer';
import type { Hello, LinkAddress } from '../../src/shared/link/handshake';

export const DESCRIBED: Hello['target'] = {
  pid: 1,
  name: 'app',
  electron: '45',
  chrome: '152',
  node: '24',
  platform: 'linux',
  arch: 'x64',
  timeOrigin: 0,
  hooks: [],
};

/** Closed when the test is over. */
export async function startServer() {
  const connections: AgentConnection[] = [];
  const lines: string[] = [];
  const server = await AgentServer.listen((connection) => {
    connections.push(connection);
    connection.onLine((line) => lines.push(line.toString()));
  });
  onTestFinished(() => server.close());
  return { server, connections, lines };
}

/** A hello, with its end. */
export function helloOf({ token }: Pick<LinkAddress, 'token'>, described: unknown = DESCRIBED): string {
  return `${JSON.stringify({ type: 'hello', protocol: 1, token, target: described })}\n`;
}

/** A client that is connected, and overhears how it ends. */
export async function openClient({ path }: LinkAddress): Promise<Socket> {
  const socket = connect(path);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Resolves when a client's connection has ended, however that came. */
export function closed(socket: Socket): Promise<void> {
  socket.resume();
  return socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()));
}
