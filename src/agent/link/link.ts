/** The connection to the inspector: a local socket, one JSON object a line. */

import { connect, type Socket } from 'node:net';
import type { TargetDescription } from '../../shared/journal/entries';
import { type ControlMessage, decodeControl, MAX_CONTROL_BYTES } from '../../shared/link/control';
import { HELLO_TIMEOUT_MS, type Hello, LINK_PROTOCOL, type LinkAddress } from '../../shared/link/handshake';
import { nowUs } from '../base/clock';
import { writeSync } from '../base/nodePrimordials';
import { ownBytes } from '../base/ownMemory';
import { stringify } from '../base/primordials';
import { ControlReader } from './controlReader';
import type { ByteSink } from './outbox';

export interface LinkListener {
  /**
   * The connection stands.
   *
   * @param hello is to be sent before anything else
   */
  connected(sink: ByteSink, hello: Buffer): void;
  /** The inspector asks for something. */
  control(message: ControlMessage): void;
  /** It ended, or never came about. Called once. */
  closed(): void;
}

/** Half of what the inspector waits: the other half is for transmission. */
const MAX_HELLO_DELAY_US = (HELLO_TIMEOUT_MS / 2) * 1000;

/**
 * @param spillName as `Hello.spill`
 * @returns closes the connection
 */
export function openLink(
  address: LinkAddress,
  describeTarget: () => TargetDescription,
  events: LinkListener,
  spillName?: string,
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
      spill: spillName,
    };
    const reader = new ControlReader(MAX_CONTROL_BYTES, (line) => {
      const message = decodeControl(line);
      if (message !== undefined) events.control(message);
    });
    socket.on('data', (chunk) => reader.push(chunk));
    events.connected(new SocketSink(socket), ownBytes(`${stringify(hello)}\n`));
  };

  open();
  return () => current?.destroy();
}

/** What is used of a socket's handle in libuv (lib/net.js, src/stream_base.cc). */
interface SocketHandle {
  /** Of the system; negative where there is none (Windows), or none any more. */
  readonly fd?: number;
  /** Bytes that the system has not taken yet. */
  readonly writeQueueSize?: number;
}

/**
 * Writes through the socket's own descriptor where possible. It costs a quarter of `socket.write` and leaves no work
 * for the event loop. What the system has accepted reaches the inspector even if this process is killed immediately
 * afterwards.
 */
class SocketSink implements ByteSink {
  private readonly handle: SocketHandle | undefined;

  constructor(private readonly socket: Socket) {
    this.handle = (socket as { readonly _handle?: SocketHandle | null })._handle ?? undefined;
  }

  get unsentBytes(): number {
    // Without a handle, nothing more is sent. Where the number is missing, all of it counts.
    return this.socket.destroyed ? 0 : (this.handle?.writeQueueSize ?? this.socket.writableLength);
  }

  writeNow(bytes: Buffer): number {
    // Once the socket is closed, the number may be that of a file of the app.
    const descriptor = this.socket.destroyed ? -1 : (this.handle?.fd ?? -1);
    if (descriptor < 0) return 0;
    try {
      return writeSync(descriptor, bytes, 0, bytes.length);
    } catch {
      // It has no room. Or it has ended, which the socket finds out by itself.
      return 0;
    }
  }

  write(parts: readonly Buffer[], done: (isSent: boolean) => void): void {
    const { socket } = this;
    const last = parts.length - 1;
    if (last > 0) socket.cork();
    for (const [index, part] of parts.entries()) {
      if (index < last) socket.write(part);
      // A socket that was destroyed since then reports no error (lib/internal/stream_base_commons.js).
      else socket.write(part, (error) => done(!error && !socket.destroyed));
    }
    if (last > 0) socket.uncork();
  }

  end(): void {
    this.socket.destroy();
  }
}
