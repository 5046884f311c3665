/**
 * Speaks the DevTools protocol with Chromium's browser process over two pipes (`--remote-debugging-pipe`): unlike with a port, nobody
 * else on this computer can reach it. Messages are JSON, each ended by a zero byte. Everything has a time limit.
 */

import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { DevtoolsCalls } from '../nodeInspector/devtoolsCalls';

/** The first answer comes once the browser process stands. */
const ANSWER_TIMEOUT_MS = 20_000;
/** Of trace data, a message is some 100 KB. */
const MAX_MESSAGE_LENGTH = 64 * 1024 * 1024;

export class DebuggingPipe {
  private readonly calls = new DevtoolsCalls();
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private isOpen = true;

  constructor(
    private readonly to: Writable,
    from: Readable,
  ) {
    from.on('data', (chunk: Buffer) => this.receive(this.decoder.write(chunk)));
    for (const stream of [to, from]) {
      stream.on('error', () => this.end());
      stream.on('close', () => this.end());
    }
  }

  /** @throws InspectorError if the request is refused or times out */
  send(method: string, params: object = {}): Promise<unknown> {
    return this.calls.call(method, params, ANSWER_TIMEOUT_MS, (text) => {
      if (this.isOpen) this.to.write(`${text}\0`);
      return this.isOpen;
    });
  }

  /** @param listener gets each event with this name, in place of any before it */
  on(event: string, listener: (params: unknown) => void): void {
    this.calls.on(event, listener);
  }

  private receive(text: string): void {
    const parts = (this.rest + text).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) this.calls.receive(part);
    if (this.rest.length > MAX_MESSAGE_LENGTH) this.end();
  }

  private end(): void {
    this.isOpen = false;
    this.calls.end();
  }
}
