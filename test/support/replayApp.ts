/** The app of test/apps/replay under a live capture, as the inspector has it, without a window. */

import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LineSplitter } from '../../src/main/base/lineSplitter';
import { LiveCapture } from '../../src/main/capture/liveCapture';
import { MESSAGE_KINDS, type MessageEntry, STATUSES } from '../../src/shared/journal/entries';
import { decodeMessage } from '../../src/shared/journal/recordedMessage';
import type { AgentSettings } from '../../src/shared/link/agentSettings';
import type { Answer } from '../../src/shared/replay/answer';
import { recordedAnswer, recordedRequest } from '../../src/shared/replay/recorded';
import type { ReplayOutcome, ReplayRequest } from '../../src/shared/replay/request';
import { agentFile, electronExecutable, testApps } from './paths';

/** A line in which the app tells what it saw. */
export type Seen = { readonly channel: string } & Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 30_000;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export class ReplayApp {
  readonly capture: LiveCapture;
  private wake: () => void = () => {};
  private readonly answers: { readonly value?: unknown; readonly error?: string }[] = [];
  private readonly allSeen: Seen[] = [];
  private socket: Socket | undefined;

  private constructor(
    private readonly folder: string,
    settings: Partial<AgentSettings>,
  ) {
    this.capture = new LiveCapture({
      sessionsFolder: folder,
      writerName: 'test',
      agentFile,
      hookFile: '',
      fallbackElectron: async () => undefined,
      variables: process.env,
      agentSettings: settings,
    });
    this.capture.onState.on(() => this.wake());
    this.capture.onSession.on((session) => {
      session.onRow.on(() => this.wake());
      session.onFacts.on(() => this.wake());
    });
    this.capture.onOutput.on(({ output }) => output.onLines.on(() => this.wake()));
  }

  /** @param modes of its windows, as `isolated-sandboxed` */
  static async launch(
    modes: readonly string[],
    {
      args = [],
      settings = {},
    }: { readonly args?: readonly string[]; readonly settings?: Partial<AgentSettings> } = {},
  ): Promise<ReplayApp> {
    const folder = mkdtempSync(join(tmpdir(), 'electroscope-replay-'));
    const app = new ReplayApp(folder, settings);
    const socketPath = join(folder, 'commands.sock');
    const error = await app.capture.start({
      method: 'launch',
      appPath: join(testApps, 'replay'),
      args: [`--modes=${modes.join(',')}`, `--commands=${socketPath}`, ...args],
      workingDirectory: process.cwd(),
      electron: electronExecutable(),
    });
    if (error !== undefined) throw error;
    await app.waitFor('the app', () => app.output.includes('replay app ready'));
    const socket = connect(socketPath);
    app.socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => app.wake());
    // Not readline: from Node 24 on, that ends lines at U+2028 too, which stands in what the app saw.
    const lines = new LineSplitter(MAX_LINE_BYTES);
    const take = (line: Buffer) => {
      const said = JSON.parse(line.toString('utf8')) as { seen?: Seen; value?: unknown; error?: string };
      if (said.seen === undefined) app.answers.push(said);
      else app.allSeen.push(said.seen);
      app.wake();
    };
    socket.on('data', (chunk) => lines.push(chunk, take));
    return app;
  }

  get output(): readonly string[] {
    return this.capture.outputLines.map(({ text }) => text);
  }

  /** What the app told of itself, on a channel. */
  seen(channel: string): Seen[] {
    return this.allSeen.filter((seen) => seen.channel === channel);
  }

  /** Resolves when the app has done something; see test/apps/replay/commands.js. */
  async command(...command: readonly unknown[]): Promise<unknown> {
    this.socket?.write(`${JSON.stringify(command)}\n`);
    await this.waitFor(`the answer to ${command[0]}`, () => this.answers.length > 0);
    const { value, error } = this.answers.shift() ?? {};
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Tells the app to do something of which it may not live to tell. */
  order(...command: readonly unknown[]): void {
    this.socket?.write(`${JSON.stringify(command)}\n`);
  }

  /** Changes how messages are recorded. Resolves once the agent says that it does: commands take another way to the app. */
  async configure(changes: Partial<Pick<AgentSettings, 'maxPayloadBytes' | 'stackFrames'>>): Promise<void> {
    this.capture.configure(changes);
    await this.waitFor('the new settings', () => {
      const summary = this.session.fold.facts.targets.at(-1)?.capture;
      return summary !== undefined && isDeepStrictEqual(summary, { ...summary, ...changes });
    });
  }

  /** Rows of the messages on a channel, in order. */
  rows(channel: string, kind?: string): number[] {
    const { table } = this.session.fold;
    return Array.from({ length: table.length }, (_, row) => row).filter(
      (row) =>
        table.channelOf(row) === channel &&
        (kind === undefined || MESSAGE_KINDS[table.columns.get(row, 'kind')] === kind),
    );
  }

  /** A column of a row. */
  column(row: number, name: Parameters<ReplayApp['session']['fold']['table']['columns']['get']>[1]): number {
    return this.session.fold.table.columns.get(row, name);
  }

  hasEnded(row: number): boolean {
    return this.column(row, 'status') !== STATUSES.indexOf('pending');
  }

  get session() {
    const { session } = this.capture;
    if (session === undefined) throw new Error('there is no session');
    return session;
  }

  /** What would send a message again. */
  async requestOf(row: number): Promise<ReplayRequest> {
    return recordedRequest(await this.recorded(row), this.column(row, 'target'));
  }

  replay(request: ReplayRequest): Promise<ReplayOutcome> {
    return this.capture.replays.send(request);
  }

  /** Sends a message again. @returns the row of the new one, once it has ended */
  async replayRow(row: number, changes: Partial<ReplayRequest> = {}): Promise<{ row: number; answer: Answer }> {
    const outcome = await this.replay({ ...(await this.requestOf(row)), ...changes });
    if (outcome.status !== 'sent' || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
    const { target, seq } = outcome;
    const answer = await this.capture.answers.of({ target, seq }, TIMEOUT_MS);
    const newRow = this.session.fold.rowOf(target, seq);
    if (answer === undefined || newRow === undefined) throw new Error(`message ${seq} was not answered`);
    return { row: newRow, answer };
  }

  async answerOf(row: number): Promise<Answer> {
    return recordedAnswer(await this.recorded(row), this.column(row, 'handlerUs'));
  }

  private async recorded(row: number): Promise<MessageEntry> {
    const message = decodeMessage(await this.session.readMessage(row));
    if (message === undefined) throw new Error(`row ${row} is damaged`);
    return message;
  }

  /** Endpoint id of a window's main frame, or of its sub-frame. */
  frame(mode: string, place: 'window' | 'sub-frame'): number {
    const isMain = place === 'window';
    const found = this.session.fold.table.endpoints.findLast(
      ({ kind, isMainFrame, title, url }) =>
        kind === 'frame' &&
        isMainFrame === isMain &&
        title === mode &&
        url?.includes(isMain ? 'page.html' : 'frame.html'),
    );
    if (found === undefined) throw new Error(`there is no ${place} of ${mode}`);
    return found.id;
  }

  /** Resolves once the condition holds; it is looked at whenever something comes from the app. */
  async waitFor(what: string, condition: () => boolean): Promise<void> {
    const deadline = Date.now() + TIMEOUT_MS;
    while (!condition()) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new Error(`Timed out waiting for ${what}.\n${this.output.slice(-30).join('\n')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(leftMs, 250));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async close(): Promise<void> {
    this.socket?.destroy();
    await this.capture.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
