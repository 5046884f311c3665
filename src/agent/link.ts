/** The connection to the inspector: a local socket, one JSON object a line. */

import { connect, type Socket } from 'node:net';
import type { TargetDescription } from '../shared/journal/entries';
import { type ControlMessage, decodeControl, MAX_CONTROL_BYTES } from '../shared/link/control';
import { type Hello, LINK_PROTOCOL, type LinkAddress } from '../shared/link/handshake';
import { ControlReader } from './controlReader';
import type { ByteSink } from './outbox';

export interface LinkEvents {
  /** The connection stands, and the hello is on its way. */
  connected(sink: ByteSink): void;
  /** The inspector asks for something. */
  control(message: ControlMessage): void;
  /** It ended, or never came about. Called once. */
  closed(): void;
}

/** @returns closes the connection */
export function openLink(
  address: LinkAddress,
  describeTarget: () => TargetDescription,
  events: LinkEvents,
): () => void {
  const socket: Socket = connect(address.path);
  // The app's process must be able to end while this is open.
  socket.unref();
  socket.once('connect', () => {
    const hello: Hello = {
      type: 'hello',
      protocol: LINK_PROTOCOL,
      token: address.token,
      target: describeTarget(),
    };
    socket.write(`${JSON.stringify(hello)}\n`);
    events.connected({
      write(bytes, done) {
        socket.write(bytes, () => done());
      },
    });
  });
  // Without a listener an error would be thrown into the app; `close` follows it.
  socket.on('error', () => {});
  socket.once('close', () => events.closed());
  const reader = new ControlReader(MAX_CONTROL_BYTES, (line) => {
    const message = decodeControl(line);
    if (message !== undefined) events.control(message);
  });
  socket.on('data', (chunk) => reader.push(chunk));
  return () => socket.destroy();
}
