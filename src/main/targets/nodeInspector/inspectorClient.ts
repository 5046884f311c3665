/** Speaks the protocol of Node's inspector (`--inspect`) over a WebSocket. Everything has a time limit. */

import WebSocket from 'ws';
import { DevtoolsCalls, InspectorError } from './devtoolsCalls';

const CONNECT_TIMEOUT_MS = 5000;
/** A main process may be busy for a while; then it answers later. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Above what an answer to our commands can have. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

export class InspectorClient {
  /** Resolves when the connection has ended, on whichever side. */
  readonly closed: Promise<void>;
  private readonly calls = new DevtoolsCalls();

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.calls.end();
        resolve();
      });
    });
    socket.on('message', (data) => this.calls.receive(String(data)));
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

  /** @throws InspectorError if the request is refused or times out */
  send<Result>(method: string, params: object = {}, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Result> {
    return this.calls.call(method, params, timeoutMs, (text) => {
      const isOpen = this.socket.readyState === WebSocket.OPEN;
      if (isOpen) this.socket.send(text);
      return isOpen;
    });
  }

  /** @param listener gets each event with this name, in place of any before it */
  on(event: string, listener: (params: unknown) => void): void {
    this.calls.on(event, listener);
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
}
