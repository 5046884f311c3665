/**
 * Speaks the DevTools protocol with Chromium's browser process over two pipes (`--remote-debugging-pipe`): unlike with a port, nobody
 * else on this computer can reach it. Messages are JSON, each ended by a zero byte. Everything has a time limit.
 */

import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { InspectorError } from '../inspector/inspectorClient';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The first answer comes once the browser process stands. */
const ANSWER_TIMEOUT_MS = 20_000;
/** Of trace data, a message is some 100 KB. */
const MAX_MESSAGE_LENGTH = 64 * 1024 * 1024;

export class DebuggingPipe {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, (params: unknown) => void>();
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private nextId = 1;
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

  /** @throws InspectorError if it is refused, or there is no answer in time */
  send(method: string, params: object = {}): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      if (!this.isOpen) {
        reject(new InspectorError('the connection has ended'));
        return;
      }
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new InspectorError(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`));
      }, ANSWER_TIMEOUT_MS);
      const settled = <Value>(settle: (value: Value) => void) => {
        return (value: Value) => {
          clearTimeout(timer);
          settle(value);
        };
      };
      this.waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.to.write(`${JSON.stringify({ id, method, params })}\0`);
    });
  }

  /** @param listener is told of each event with this name, in place of any before it */
  on(event: string, listener: (params: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  private receive(text: string): void {
    const parts = (this.rest + text).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) this.take(part);
    if (this.rest.length > MAX_MESSAGE_LENGTH) this.end();
  }

  private take(text: string): void {
    const { id, method, params, result, error } = parseObject(text);
    if (typeof method === 'string') this.listeners.get(method)?.(params);
    const waiting = this.waiting.get(Number(id));
    if (waiting === undefined) return;
    this.waiting.delete(Number(id));
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new InspectorError(String((error as { message?: unknown } | null)?.message ?? 'refused')));
  }

  private end(): void {
    this.isOpen = false;
    for (const { reject } of this.waiting.values()) reject(new InspectorError('the connection has ended'));
    this.waiting.clear();
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
