/** The connection to the inspector: a local socket, one JSON object a line. */

import { connect, type Socket } from 'node:net';
import type { TargetDescription } from '../shared/journal/entries';
import { type ControlMessage, decodeControl, MAX_CONTROL_BYTES } from '../shared/link/control';
import { HELLO_TIMEOUT_MS, type Hello, LINK_PROTOCOL, type LinkAddress } from '../shared/link/handshake';
import { nowUs } from './clock';
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

/** Half of what the inspector waits: the other half is for the way. */
const MAX_HELLO_DELAY_US = (HELLO_TIMEOUT_MS / 2) * 1000;

/** @returns closes the connection */
export function openLink(
  address: LinkAddress,
  describeTarget: () => TargetDescription,
  events: LinkEvents,
): () => void {
  let current: Socket | undefined;

  const open = () => {
    const openedAtUs = nowUs();
    const socket = connect(address.path);
    current = socket;
    // The app's process must be able to end while this is open.
    socket.unref();
    // Without a listener an error would be thrown into the app; `close` follows it.
    socket.on('error', () => {});
    socket.once('close', () => {
      if (socket === current) events.closed();
    });
    socket.once('connect', () => {
      // The system connects at once, but the app may keep its event loop from going on, for instance while it loads its code: by
      // now the inspector may have dropped this connection.
      if (nowUs() - openedAtUs < MAX_HELLO_DELAY_US) introduce(socket);
      else {
        open();
        socket.destroy();
      }
    });
  };

  const introduce = (socket: Socket) => {
    const hello: Hello = {
      type: 'hello',
      protocol: LINK_PROTOCOL,
      token: address.token,
      target: describeTarget(),
      answersPing: true,
    };
    socket.write(`${JSON.stringify(hello)}\n`);
    const reader = new ControlReader(MAX_CONTROL_BYTES, (line) => {
      const message = decodeControl(line);
      if (message !== undefined) events.control(message);
    });
    socket.on('data', (chunk) => reader.push(chunk));
    events.connected({
      write(bytes, done) {
        socket.write(bytes, () => done());
      },
    });
  };

  open();
  return () => current?.destroy();
}
