/** Calls over the DevTools protocol, whatever carries its messages: answers are matched by number, and have a time limit. */

/** The other side refused a command, did not answer in time, or is gone. */
export class InspectorError extends Error {}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class DevtoolsCalls {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, (params: unknown) => void>();
  private nextId = 1;

  /**
   * @param write sends a message, and returns whether that was possible
   * @throws InspectorError if the request is refused, times out, or the connection has ended
   */
  call<Result>(method: string, params: object, timeoutMs: number, write: (text: string) => boolean): Promise<Result> {
    const id = this.nextId++;
    return new Promise<Result>((resolve, reject) => {
      if (!write(JSON.stringify({ id, method, params }))) {
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
    });
  }

  /** @param listener gets each event with this name, in place of any before it */
  on(event: string, listener: (params: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  /** Takes a response or an event; anything else is ignored. */
  receive(text: string): void {
    const { id, method, params, result, error } = parseObject(text);
    if (typeof method === 'string') this.listeners.get(method)?.(params);
    const waiting = this.waiting.get(Number(id));
    if (waiting === undefined) return;
    this.waiting.delete(Number(id));
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new InspectorError(String((error as { message?: unknown } | null)?.message ?? 'refused')));
  }

  /** The connection has ended: nothing more is answered. */
  end(): void {
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
