/** Poses as the inspector of an Electron app, and keeps what it is sent. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { AppProbe } from '../../src/shared/link/injection';

export interface Pretender {
  readonly port: number;
  received(): string;
  close(): void;
}

/** @param claims what it says of itself, where that is not what a real one would say */
export async function startPretender(claims: Partial<AppProbe>): Promise<Pretender> {
  let text = '';
  const probe: AppProbe = {
    pid: 1,
    platform: 'linux',
    type: 'browser',
    node: '20',
    electron: '33.0.0',
    name: 'Notes',
    seesAgent: true,
    ...claims,
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const { port } = server.address() as AddressInfo;
    const list = [{ webSocketDebuggerUrl: `ws://127.0.0.1:${port}/inspector` }];
    response.end(JSON.stringify(request.url === '/json/version' ? { Browser: 'node.js/v20.0.0' } : list));
  });
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      text += String(data);
      const { id } = JSON.parse(String(data)) as { id: number };
      socket.send(JSON.stringify({ id, result: { result: { value: probe } } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => text,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
