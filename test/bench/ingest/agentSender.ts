/**
 * Plays the agent, as a process of its own: sends the lines of small messages over the inspector's socket, as fast as they are
 * taken. Told how many, it makes them and answers `ready`; told an address, it connects and sends them all.
 */

import { createConnection } from 'node:net';
import { type Hello, LINK_PROTOCOL, type LinkAddress } from '../../../src/shared/link/handshake';
import { agentChunks, TARGET } from './agentChunks';

export interface SenderTask {
  readonly messages?: number;
  readonly address?: LinkAddress;
}

let chunks: readonly Buffer[] = [];

process.on('message', ({ messages, address }: SenderTask) => {
  if (messages !== undefined) {
    chunks = agentChunks(messages);
    process.send?.('ready');
  }
  if (address !== undefined) send(address);
});

function send({ path, token }: LinkAddress): void {
  const socket = createConnection(path);
  const hello: Hello = { type: 'hello', protocol: LINK_PROTOCOL, token, target: TARGET };
  socket.write(`${JSON.stringify(hello)}\n`);
  let next = 0;
  const sendMore = () => {
    while (next < chunks.length) if (!socket.write(chunks[next++] as Buffer)) return;
    socket.end();
  };
  socket.on('drain', () => {
    if (next < chunks.length) sendMore();
    else socket.end();
  });
  sendMore();
}
