/** Runs a real app in a real Electron with the built agent inside, and collects the journal entries the agent sends. */

import { type AgentConnection, AgentServer } from '../../src/main/targets/agentServer';
import { LaunchedTarget } from '../../src/main/targets/launchTarget';
import type {
  AgentEntry,
  EndpointEntry,
  MessageEntry,
  OutcomeEntry,
  TargetDescription,
} from '../../src/shared/journal/entries';
import type { AgentSettings } from '../../src/shared/link/agentSettings';
import type { ControlMessage } from '../../src/shared/link/control';
import type { Redescription } from '../../src/shared/link/handshake';
import { LinkRelay } from './differential/linkRelay';
import { agentFile, electronExecutable } from './paths';

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly variables?: NodeJS.ProcessEnv;
  /** Loaded with `-r` after the agent, before the app. */
  readonly preloads?: readonly string[];
  /** How the agent records, if not with the defaults. */
  readonly settings?: Partial<AgentSettings>;
  /** The inspector does not read what the agent sends before `startReading`. */
  readonly readsLate?: boolean;
  /** Executable, if it is not the default. */
  readonly electron?: string;
}

const DEFAULT_TIMEOUT_MS = 30_000;

export class CapturedTarget {
  readonly entries: AgentEntry[] = [];
  description: TargetDescription | undefined;
  /** The link has ended: the agent can tell no more. */
  hasEnded = false;
  private connection: AgentConnection | undefined;
  private wake: () => void = () => {};

  private constructor(
    readonly server: AgentServer,
    readonly process: LaunchedTarget,
    private readonly relay: LinkRelay | undefined,
  ) {}

  static async launch(appPath: string, options: LaunchOptions = {}): Promise<CapturedTarget> {
    let target: CapturedTarget | undefined;
    const early: AgentConnection[] = [];
    const server = await AgentServer.listen((connection) => {
      if (target === undefined) early.push(connection);
      else target.attach(connection);
    });
    const relay = options.readsLate ? await LinkRelay.listen(server.address) : undefined;
    relay?.pause();
    const launched = await LaunchedTarget.launch(
      {
        appPath,
        args: options.args ?? [],
        workingDirectory: process.cwd(),
        electron: options.electron ?? electronExecutable(),
      },
      {
        agentFile,
        address: { ...(relay?.address ?? server.address), settings: options.settings },
        fallbackElectron: async () => undefined,
        variables: { ...process.env, ...options.variables },
        preloads: options.preloads,
      },
    );
    target = new CapturedTarget(server, launched, relay);
    for (const connection of early) target.attach(connection);
    return target;
  }

  get messages(): MessageEntry[] {
    return this.entries.filter((entry): entry is MessageEntry => entry.type === 'message');
  }

  /** An endpoint as it was described last, or last before a message. */
  endpoint(id: number, before?: MessageEntry): EndpointEntry | undefined {
    const end = before === undefined ? this.entries.length : this.entries.indexOf(before);
    return this.entries
      .slice(0, end)
      .findLast((entry): entry is EndpointEntry => entry.type === 'endpoint' && entry.id === id);
  }

  /** How a message ended, wherever that is written. */
  outcomeOf(message: MessageEntry): Pick<OutcomeEntry, 'status' | 'at' | 'result' | 'error'> | undefined {
    if (message.outcome !== undefined) {
      return { ...message.outcome, result: message.result, error: message.error };
    }
    return this.entries.find((entry): entry is OutcomeEntry => entry.type === 'outcome' && entry.seq === message.seq);
  }

  /** Resolves once the condition holds; it is looked at whenever something arrives. */
  async waitFor(what: string, condition: () => boolean, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) {
        throw new Error(
          `Timed out waiting for ${what}.\n${this.process.output.all.map((line) => line.text).join('\n')}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(leftMs, 250));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Resolves once the app has printed a line that contains the text. */
  waitForOutput(text: string, timeoutMs?: number): Promise<void> {
    return this.waitFor(
      `the output “${text}”`,
      () => this.process.output.all.some((line) => line.text.includes(text)),
      timeoutMs,
    );
  }

  /** Changes how the agent records. */
  configure(settings: Partial<AgentSettings>): void {
    this.connection?.send({ type: 'configure', settings });
  }

  /** Tells the agent something that it need not understand. */
  send(message: object): void {
    this.connection?.send(message as ControlMessage);
  }

  /** With `readsLate`: the inspector begins to listen. */
  startReading(): void {
    this.relay?.resume();
  }

  /** Ends the link, as an inspector that goes away; the app goes on. */
  disconnect(): void {
    this.connection?.close();
  }

  async close(): Promise<void> {
    await this.process.stop();
    await this.relay?.close();
    await this.server.close();
  }

  private attach(connection: AgentConnection): void {
    this.connection = connection;
    this.description = connection.target;
    connection.onLine((line) => {
      const entry = JSON.parse(line.toString('utf8')) as AgentEntry | Redescription;
      if (entry.type === 'redescribe') this.description = entry.target;
      else this.entries.push(entry);
      this.wake();
    });
    connection.onClose(() => {
      this.hasEnded = true;
      this.wake();
    });
  }
}
