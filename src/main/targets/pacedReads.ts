/**
 * Lets an agent's bytes collect in the system for some milliseconds before reading them. Otherwise, an agent that writes each
 * message at once would wake this process for every one, on a processor that the app may need. Bytes in the system are not lost
 * when the app ends.
 */

import type { Socket } from 'node:net';

/** How long the system buffers. It has room for 20 times what arrives in this time in chunks below `BUSY_BYTES`. */
const PAUSE_MS = 8;
/** After a chunk of this size, or while a reply is expected, the inspector reads everything at once for a while. */
const BUSY_BYTES = 16 * 1024;
const BUSY_MS = 25;

/**
 * The used part of a socket's handle in libuv (lib/net.js, src/stream_base.cc). `socket.pause` would keep reading
 * until its buffer is full.
 */
interface SocketHandle {
  readStart?(): unknown;
  readStop?(): unknown;
}

export class PacedReads {
  private busyUntil = 0;

  constructor(private readonly socket: Socket) {}

  /** Call this after each chunk. */
  received(bytes: number): void {
    const now = performance.now();
    if (bytes >= BUSY_BYTES) this.busyUntil = now + BUSY_MS;
    const handle = this.handle;
    if (now < this.busyUntil || handle?.readStop === undefined || handle.readStart === undefined) return;
    handle.readStop();
    setTimeout(() => this.readOn(), PAUSE_MS);
  }

  /** Call this after a request to the agent. */
  hurry(): void {
    this.busyUntil = performance.now() + BUSY_MS;
    this.readOn();
  }

  private readOn(): void {
    if (!this.socket.isPaused()) this.handle?.readStart?.();
  }

  private get handle(): SocketHandle | undefined {
    return (this.socket as { readonly _handle?: SocketHandle | null })._handle ?? undefined;
  }
}
