/**
 * Brings a target and a session together: starts the target, takes what its agent sends, and tells how it stands. Plain
 * Node, so that it can run without a window.
 */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureState } from '../../shared/bridge/windowApi';
import type { TargetDescription } from '../../shared/journal/entries';
import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { Redescription } from '../../shared/link/handshake';
import { type AgentConnection, AgentServer } from '../targets/agentServer';
import { LaunchedTarget, type LaunchRequest, type TargetExit } from '../targets/launchTarget';
import type { TargetOutput } from '../targets/targetOutput';
import { UserError } from '../userError';
import { markLive, unmarkLive } from './liveMarker';
import { Session } from './session';

export interface CaptureSettings {
  /** Where journals go. */
  readonly sessionsFolder: string;
  /** The journal of the first session, if it is to be another file than one in that folder. */
  readonly sessionFile?: string;
  /** Where indexes of journals go; without it, none is made. */
  readonly indexFolder?: string;
  /** The built agent. */
  readonly agentFile: string;
  /** Electron for apps that have none of their own. */
  readonly fallbackElectron: string | undefined;
  /** Environment the targets get. */
  readonly variables: NodeJS.ProcessEnv;
  /** Name and version of this program. */
  readonly writerName: string;
  /** How agents record, where otherwise than usual. */
  readonly agentSettings?: Partial<AgentSettings>;
}

export interface CaptureEvents {
  stateChanged(state: CaptureState): void;
  /** Another session took the place of the last one. */
  sessionStarted(session: Session): void;
  rowChanged(row: number): void;
  factsChanged(): void;
  outputStarted(output: TargetOutput): void;
  /** @param error why the journal can't be written; undefined: it can again */
  journalChanged(error: UserError | undefined): void;
}

/** A connection ends with its process, once everything that was sent has been read. */
const DRAIN_MS = 2000;
const DRAIN_STEP_MS = 5;
/** After this the user is told that it takes unusually long. */
const SLOW_START_MS = 10_000;

export class LiveCapture {
  private captureState: CaptureState = { phase: 'idle' };
  private current: Session | undefined;
  private target: LaunchedTarget | undefined;
  private lastRequest: LaunchRequest | undefined;
  private server: AgentServer | undefined;
  private agentSettings: Partial<AgentSettings>;
  private readonly connections = new Set<AgentConnection>();
  /** Rises with every launch, so that news of an earlier target can be told apart. */
  private generation = 0;

  constructor(
    private readonly settings: CaptureSettings,
    private readonly events: CaptureEvents,
  ) {
    this.agentSettings = settings.agentSettings ?? {};
  }

  get state(): CaptureState {
    return this.captureState;
  }

  get session(): Session | undefined {
    return this.current;
  }

  get output(): TargetOutput | undefined {
    return this.target?.output;
  }

  /**
   * Starts an app and a session for it; a target that is still running is ended first. Failures become the state
   * `failed`.
   *
   * @returns the error, if it failed
   */
  async launch(request: LaunchRequest): Promise<UserError | undefined> {
    await this.endTarget();
    this.lastRequest = request;
    const generation = ++this.generation;
    const name = request.appPath;
    this.setState({ phase: 'starting', name, isSlow: false });
    try {
      const { address } = await this.listen();
      const { agentFile, fallbackElectron, variables } = this.settings;
      const target = await LaunchedTarget.launch(request, {
        agentFile,
        fallbackElectron,
        variables,
        address: { ...address, settings: this.agentSettings },
      });
      this.target = target;
      this.events.outputStarted(target.output);
      await this.startSession(target.app.name);
      this.setState({ phase: 'starting', name: target.app.name, isSlow: false });
      this.watchStart(generation, target);
      return undefined;
    } catch (error) {
      const userError = asUserError(error);
      this.fail(userError);
      return userError;
    }
  }

  /** Launches again what was launched last. */
  async relaunch(): Promise<void> {
    if (this.lastRequest !== undefined) await this.launch(this.lastRequest);
  }

  async stopTarget(): Promise<void> {
    await this.target?.stop();
  }

  /** Ends the target and its session, so that something else can be shown; it can be launched again. */
  async endSession(): Promise<void> {
    await this.endTarget();
    const session = this.current;
    this.current = undefined;
    this.target = undefined;
    this.generation++;
    if (session !== undefined) await this.closeSession(session);
    if (session !== undefined) this.setState({ phase: 'idle' });
  }

  /** Changes how agents record: those that are connected, from now on, and those that will be. */
  configure(changes: Partial<AgentSettings>): void {
    this.agentSettings = { ...this.agentSettings, ...changes };
    for (const connection of this.connections) connection.send({ type: 'configure', settings: changes });
  }

  /** Tells of a failure that happened before anything could be launched. */
  fail(error: UserError): void {
    const { code, message, remedy, detail } = error;
    this.setState({ phase: 'failed', error: { code, message, remedy, detail } });
  }

  /** Ends the target unless it is to be left, writes what is left to write, and closes the socket. */
  async close({ leaveTarget = false } = {}): Promise<void> {
    if (!leaveTarget) await this.endTarget();
    await this.server?.close();
    if (this.current !== undefined) await this.closeSession(this.current);
  }

  /** Takes nothing more from agents: at once, in the middle of what has arrived. */
  disconnect(): void {
    for (const connection of this.connections) connection.close();
  }

  /** Ends the target, and takes what it has sent: nothing comes after this, so that the session can be closed. */
  private async endTarget(): Promise<void> {
    await this.stopTarget();
    const deadline = performance.now() + DRAIN_MS;
    while (this.connections.size > 0 && performance.now() < deadline) await sleep(DRAIN_STEP_MS);
    this.disconnect();
  }

  private async listen(): Promise<AgentServer> {
    this.server ??= await AgentServer.listen((connection) => this.accept(connection));
    return this.server;
  }

  private async startSession(name: string): Promise<void> {
    if (this.current !== undefined) await this.closeSession(this.current);
    const session = await Session.create(
      this.settings.sessionFile ?? join(this.settings.sessionsFolder, sessionFileName(name, new Date())),
      this.settings.writerName,
      {
        rowChanged: (row) => {
          if (this.current === session) this.events.rowChanged(row);
        },
        factsChanged: () => {
          if (this.current === session) this.events.factsChanged();
        },
        journalFailed: (error) =>
          this.events.journalChanged(
            new UserError(
              'journal-failed',
              `The journal ${session.path} can’t be written: ${error.message}.`,
              'Free some disk space. Until then, up to 64 MB of messages are kept in memory, and written when there is room.',
            ),
          ),
        journalRecovered: () => this.events.journalChanged(undefined),
      },
    );
    // On a full disk there is no marker, and nothing to offer after a crash; capturing goes on.
    await markLive(session.path, name).catch(() => {});
    this.current = session;
    this.events.sessionStarted(session);
  }

  private async closeSession(session: Session): Promise<void> {
    await session.close(this.settings.indexFolder);
    await unmarkLive(session.path);
  }

  private accept(connection: AgentConnection): void {
    const session = this.current;
    if (session === undefined) {
      connection.close();
      return;
    }
    this.connections.add(connection);
    const target = session.addTarget(connection.target);
    const isLaunched = connection.target.pid === this.target?.pid;
    if (isLaunched) this.setState({ phase: 'attached', name: connection.target.name });
    connection.onLine((line) => {
      const redescription = readRedescription(line);
      if (redescription === undefined) {
        session.ingest(target, line);
        return;
      }
      session.describeTarget(target, redescription);
      if (isLaunched) this.setState({ phase: 'attached', name: redescription.name });
    });
    connection.onClose(() => {
      this.connections.delete(connection);
      if (this.current === session) session.endTarget(target, {});
    });
  }

  private watchStart(generation: number, target: LaunchedTarget): void {
    const slow = setTimeout(() => {
      if (this.generation === generation && this.captureState.phase === 'starting') {
        this.setState({ phase: 'starting', name: target.app.name, isSlow: true });
      }
    }, SLOW_START_MS);
    void target.exited.then((exit) => {
      clearTimeout(slow);
      if (this.generation !== generation) return;
      if (this.captureState.phase === 'attached') {
        this.setState({ phase: 'ended', name: this.captureState.name, how: describeExit(exit) });
      } else if (this.captureState.phase === 'starting') {
        this.fail(
          new UserError(
            'ended-early',
            `${target.app.name} ${describeExit(exit)} before Electroscope could attach to it.`,
            'See its output below; try whether it starts by itself.',
            target.output.lastErrorLines(12),
          ),
        );
      }
    });
  }

  private setState(state: CaptureState): void {
    this.captureState = state;
    this.events.stateChanged(state);
  }
}

function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UserError('launch-failed', `The app could not be started: ${message}.`, 'Try again.');
}

export function describeExit({ code, signal }: TargetExit): string {
  if (signal !== null) return `was ended by ${signal}`;
  return code === 0 ? 'ended' : `ended with exit code ${code}`;
}

const REDESCRIBE_START = Buffer.from('{"type":"redescribe"');

function readRedescription(line: Buffer): TargetDescription | undefined {
  if (!line.subarray(0, REDESCRIBE_START.length).equals(REDESCRIBE_START)) return undefined;
  try {
    return (JSON.parse(line.toString('utf8')) as Redescription).target;
  } catch {
    return undefined;
  }
}

/** As `2026-11-21T09-30-05-123-fieldnotes.escope`. */
export function sessionFileName(name: string, now: Date): string {
  const time = now.toISOString().replace(/[:.]/g, '-').replace('Z', '');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${time}-${slug || 'app'}.escope`;
}
