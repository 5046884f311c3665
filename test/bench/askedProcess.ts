/** A process that does what it is asked, over Node's channel between parent and child: receivers and bench targets. */

import { type ChildProcess, spawn } from 'node:child_process';

interface Answer {
  readonly id: number;
  readonly answer: unknown;
}

const START_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 120_000;
/** How long it may take to end by itself. */
const GRACE_MS = 5000;

export class AskedProcess {
  private nextId = 1;
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private readonly failures = new Set<(error: Error) => void>();
  private readonly exited: Promise<void>;
  private output = '';

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve();
        this.fail(`ended unexpectedly (${signal ?? `exit code ${code}`})`);
      });
      child.once('error', (error) => {
        resolve();
        this.fail(`can’t be started: ${error.message}`);
      });
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString('utf8')).slice(-4000);
      });
    }
    child.on('message', (message: Answer) => {
      this.waiting.get(message.id)?.(message.answer);
    });
  }

  /** Resolves when the process says that it is ready. */
  static async start(
    name: string,
    executable: string,
    args: readonly string[],
    variables: NodeJS.ProcessEnv,
  ): Promise<AskedProcess> {
    const child = spawn(executable, args, { env: variables, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const asked = new AskedProcess(name, child);
    await asked.answered(START_TIMEOUT_MS, (resolve) => child.once('message', () => resolve(undefined)));
    return asked;
  }

  /** @throws Error with the output of the process if it ends or does not answer */
  async ask<T>(name: string, argument?: unknown): Promise<T> {
    const id = this.nextId++;
    try {
      return await this.answered<T>(ANSWER_TIMEOUT_MS, (resolve) => {
        this.waiting.set(id, (answer) => resolve(answer as T));
        this.child.send({ id, name, argument });
      });
    } finally {
      this.waiting.delete(id);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), GRACE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  private answered<T>(timeoutMs: number, start: (resolve: (answer: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => this.fail(`did not answer within ${timeoutMs / 1000} s`), timeoutMs);
      const settle = (): void => {
        clearTimeout(timer);
        this.failures.delete(fail);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      this.failures.add(fail);
      start((answer) => {
        settle();
        resolve(answer);
      });
    });
  }

  private fail(what: string): void {
    for (const fail of [...this.failures]) fail(new Error(`${this.name} ${what}.\n${this.output.trim()}`));
  }
}
