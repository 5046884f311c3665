/** Speaks the protocol of Node's inspector (`--inspect`) over a WebSocket. Everything has a time limit. */

import WebSocket from 'ws';

/** The other side refused a command, did not answer in time, or is gone. */
export class InspectorError extends Error {}

const CONNECT_TIMEOUT_MS = 5000;
/** A main process may be busy for a while; then it answers later. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Above what an answer to our commands can have. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class InspectorClient {
  /** Resolves when the connection has ended, on whichever side. */
  readonly closed: Promise<void>;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, (params: unknown) => void>();
  private nextId = 1;

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        for (const { reject } of this.waiting.values()) reject(new InspectorError('the connection has ended'));
        this.waiting.clear();
        resolve();
      });
    });
    socket.on('message', (data) => this.receive(String(data)));
    // `close` follows it.
    socket.on('error', () => {});
  }

  /** @throws InspectorError if there is nothing to connect to */
  static connect(url: string): Promise<InspectorClient> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        handshakeTimeout: CONNECT_TIMEOUT_MS,
        maxPayload: MAX_MESSAGE_BYTES,
        perMessageDeflate: false,
      });
      socket.once('error', (error) => reject(new InspectorError(error.message)));
      socket.once('open', () => resolve(new InspectorClient(socket)));
    });
  }

  /** @throws InspectorError if it is refused, or there is no answer in time */
  send<Result>(method: string, params: object = {}, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Result> {
    const id = this.nextId++;
    return new Promise<Result>((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN) {
        reject(new InspectorError('the connection has ended'));
        return;
      }
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new InspectorError(`no answer within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.waiting.set(id, {
        resolve(result) {
          clearTimeout(timer);
          resolve(result as Result);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** @param listener is told of each event with this name, in place of any before it */
  on(event: string, listener: (params: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  /**
   * Evaluates an expression in the main context, where it can `require`.
   *
   * @returns its value, which must be plain JSON
   * @throws InspectorError if it throws
   */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send<{
      result: { value?: unknown };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression, includeCommandLineAPI: true, returnByValue: true });
    if (exceptionDetails === undefined) return result.value as Value;
    throw new InspectorError(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  /** Resolves when the connection has ended; a side that does not answer is not waited for. */
  async close(): Promise<void> {
    this.socket.close();
    const timer = setTimeout(() => this.socket.terminate(), 1000);
    await this.closed;
    clearTimeout(timer);
  }

  private receive(text: string): void {
    const message = parseObject(text);
    if (message === undefined) return;
    const { id, method, params, result, error } = message;
    if (typeof method === 'string') this.listeners.get(method)?.(params);
    const waiting = this.waiting.get(Number(id));
    if (waiting === undefined) return;
    this.waiting.delete(Number(id));
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new InspectorError(String((error as { message?: unknown } | null)?.message ?? 'refused')));
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
