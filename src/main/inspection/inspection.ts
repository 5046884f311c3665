/** What a window shows: a live session, or an opened capture. Plain Node. */

import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Emitter } from '../../shared/base/emitter';
import type { MessageRef } from '../../shared/journal/messageRef';
import type { OutputLine } from '../../shared/journal/output';
import { DEFAULT_RULES } from '../../shared/redaction/defaultRules';
import type { RedactionRules } from '../../shared/redaction/rules';
import type { Answer } from '../../shared/replay/answer';
import type { ReplayOutcome, ReplayPlace, ReplayRequest } from '../../shared/replay/request';
import type { CaptureState } from '../../shared/session/captureState';
import type { ExportRequest, RepeatedPayloads, SaveRequest } from '../../shared/session/requests';
import type { UserError } from '../base/userError';
import { LiveCapture, type LiveCaptureOptions } from '../capture/liveCapture';
import { MAX_UNPACKED_BYTES, type UnpackLimit } from '../journal/captureFileReader';
import type { ReadOptions } from '../journal/journalFile';
import { writeOutputFile } from '../journal/outputFile';
import { exportChunks } from '../query/exportSession';
import { chosenRows } from '../query/matchingRows';
import { findRepeatedPayloads } from '../query/repeatedPayloads';
import { mergeCaptures } from '../recordings/mergeCaptures';
import { OpenedSession } from '../recordings/openedSession';
import type { ReadableSession } from '../recordings/readableSession';
import { saveCapture } from '../recordings/saveCapture';
import { sessionFileName } from '../recordings/session';
import { TaskRunner } from '../recordings/taskRunner';
import type { TargetRequest } from '../targets/watchedTarget';

export interface InspectionSettings extends LiveCaptureOptions {
  /** Folder of the indexes of journals. */
  readonly indexFolder: string;
}

/** Asks the user. @returns whether to unpack a compressed file that becomes larger than this */
export type MayUnpack = (path: string, bytes: number) => Promise<boolean>;

export class Inspection {
  /** The state of what is shown. */
  readonly onState = new Emitter<CaptureState>();
  /** A session replaced the previous one. */
  readonly onSession = new Emitter<ReadableSession | undefined>();
  readonly capture: LiveCapture;
  readonly tasks = new TaskRunner();
  private opened: OpenedSession | undefined;

  constructor(
    private readonly settings: InspectionSettings,
    private readonly mayUnpack: MayUnpack,
  ) {
    this.capture = new LiveCapture(settings);
    this.capture.onState.on((state) => this.captureChanged(state));
    this.capture.onSession.on((session) => this.onSession.emit(session));
  }

  /**
   * Accepts apps that connect from their own code. While a capture is shown, they do not take its place.
   *
   * @throws UserError if the discovery file can't be written
   */
  acceptApps(): Promise<void> {
    return this.capture.acceptApps(() => this.opened === undefined);
  }

  get session(): ReadableSession | undefined {
    return this.opened ?? this.capture.session;
  }

  /** The output of the apps that are shown. */
  get outputLines(): readonly OutputLine[] {
    return this.opened?.fold.output.lines ?? this.capture.outputLines;
  }

  get state(): CaptureState {
    return this.opened === undefined ? this.capture.state : openedState(this.opened);
  }

  /** Whether it must write or end something before the program ends. */
  get isBusy(): boolean {
    return this.isCapturing || this.session !== undefined || this.tasks.task !== undefined;
  }

  /** Whether a target is watched, which opening a capture would end. */
  get isCapturing(): boolean {
    const { phase } = this.capture.state;
    return this.opened === undefined && (phase === 'starting' || phase === 'waiting' || phase === 'attached');
  }

  /**
   * Shows a capture file, or several as one, instead of the current content. A running target is ended, once the file is
   * known to be readable.
   *
   * @returns the error, if it failed; undefined also if it was cancelled
   */
  openFiles(paths: readonly string[]): Promise<UserError | undefined> {
    const [first, ...others] = paths;
    if (first === undefined) return Promise.resolve(undefined);
    const name = others.length === 0 ? basename(first) : `${paths.length} captures`;
    return this.tasks.run(`Opening ${name}`, async (task) => {
      const options: ReadOptions = { ...task, unpacking: this.unpacking };
      const session = await (others.length === 0 ? this.openFile(first, options) : this.openMerged(paths, options));
      await this.capture.endSession();
      await this.opened?.close();
      this.opened = session;
      this.onSession.emit(session);
      this.onState.emit(this.state);
    });
  }

  /**
   * Starts a target in a new session that begins with the messages of the shown capture, so that these can be played into it. The
   * capture file is not changed. If the target does not start, the capture is shown as before.
   *
   * @returns the error, if it failed; undefined also if it was cancelled
   */
  async continueWith(request: TargetRequest): Promise<UserError | undefined> {
    const { opened, capture } = this;
    if (opened === undefined) return capture.start(request);
    const name = basename(opened.path);
    let isCopied = false;
    const failure = await this.tasks.run(`Copying ${name}`, async (options) => {
      await capture.beginWith(opened, name, options);
      isCopied = true;
    });
    if (!isCopied) return failure;
    this.opened = undefined;
    this.onSession.emit(capture.session);
    const error = await capture.start(request, 'sameSession');
    if (error === undefined) {
      await opened.close();
      return undefined;
    }
    const copy = capture.session?.path;
    await capture.endSession();
    if (copy !== undefined) await rm(copy, { force: true });
    this.opened = opened;
    this.onSession.emit(opened);
    this.onState.emit(this.state);
    return error;
  }

  private openFile(path: string, options: ReadOptions): Promise<OpenedSession> {
    return OpenedSession.open(path, { ...options, indexFolder: this.settings.indexFolder });
  }

  /** Merges captures into a file in the folder of sessions, which is kept like these. */
  private async openMerged(paths: readonly string[], options: ReadOptions): Promise<OpenedSession> {
    const { sessionsFolder, writerName } = this.settings;
    await mkdir(sessionsFolder, { recursive: true, mode: 0o700 });
    const merged = join(sessionsFolder, sessionFileName(`merged of ${paths.length}`, new Date()));
    const { signal, onProgress, unpacking } = options;
    const half = (offset: number) => (done: number, total: number) => onProgress?.((offset * total + done) / 2, total);
    await mergeCaptures(paths, merged, { writerName, signal, unpacking, onProgress: half(0) });
    return this.openFile(merged, { signal, onProgress: half(1) });
  }

  /** Marks messages of the shown session, or removes the marks. */
  mark(rows: Uint32Array, isMarked: boolean): void {
    const { session } = this;
    for (const row of rows) {
      if (session === undefined || row >= session.fold.table.length) return;
      session.mark(row, isMarked);
    }
  }

  /** Sends a message in a target of the shown session. */
  async replay(request: ReplayRequest): Promise<ReplayOutcome> {
    if (this.opened === undefined) return this.capture.replays.send(request);
    const message = 'A capture is shown: there is no app to send it in. Launch the app, and play the capture into it.';
    return { status: 'refused', reason: 'target-gone', message };
  }

  async listReplayPlaces(): Promise<readonly ReplayPlace[]> {
    return this.opened === undefined ? this.capture.replays.places() : [];
  }

  /** See `PendingAnswers.of`. */
  async awaitAnswer(message: MessageRef, timeoutMs: number): Promise<Answer | undefined> {
    return this.opened === undefined ? this.capture.answers.of(message, timeoutMs) : undefined;
  }

  /**
   * Saves the shown session.
   *
   * @returns the error, if it failed; undefined also if it was cancelled
   */
  async saveFile(path: string, { rows, isCompressed, isSanitised }: SaveRequest): Promise<UserError | undefined> {
    const { session } = this;
    if (session === undefined) return undefined;
    const kept = rows && rowSet(rows, session.fold.table.length);
    return this.tasks.run(`Saving ${basename(path)}`, (options) =>
      saveCapture(session, path, {
        ...options,
        writerName: this.settings.writerName,
        isCompressed,
        ...(kept === undefined ? {} : { keeps: (row) => kept[row] === 1 }),
        ...(isSanitised ? { redaction: this.redactionOfSaved } : {}),
      }),
    );
  }

  /**
   * Exports the shown session.
   *
   * @returns the error, if it failed; undefined also if it was cancelled
   */
  async exportFile(path: string, { format, rows, isSanitised }: ExportRequest): Promise<UserError | undefined> {
    const { session } = this;
    if (session === undefined) return undefined;
    const [name = '', version = ''] = this.settings.writerName.split(' ');
    return this.tasks.run(`Exporting ${basename(path)}`, ({ signal, onProgress }) => {
      const chunks = exportChunks(session, {
        format,
        matches: chosenRows(session, rows, signal),
        writer: { name, version },
        isForSpreadsheet: true,
        signal,
        onProgress,
        ...(isSanitised ? { redaction: this.redactionOfSaved } : {}),
      });
      return writeOutputFile(path, chunks, { overwrites: true, inputs: [session.path, session.journalPath], signal });
    });
  }

  /** @returns undefined if it was cancelled or failed; the window shows which */
  async findRepeats(rows: Uint32Array): Promise<readonly RepeatedPayloads[] | undefined> {
    const { session } = this;
    if (session === undefined) return undefined;
    let found: readonly RepeatedPayloads[] | undefined;
    await this.tasks.run('Comparing payloads', async (options) => {
      found = await findRepeatedPayloads(session, chosenRows(session, rows, options.signal), options);
    });
    return found;
  }

  private get unpacking(): UnpackLimit {
    return { bytes: MAX_UNPACKED_BYTES, mayExceed: this.mayUnpack };
  }

  /** The rules of a sanitised save. */
  private get redactionOfSaved(): RedactionRules {
    return this.settings.agentSettings?.redaction ?? DEFAULT_RULES;
  }

  /** Ends everything; see `LiveCapture.close`. */
  async close(options: { leaveTarget: boolean }): Promise<void> {
    this.tasks.cancel();
    await this.opened?.close();
    await this.capture.close(options);
  }

  private captureChanged(state: CaptureState): void {
    if (this.opened !== undefined && state.phase === 'starting') {
      const { opened } = this;
      this.opened = undefined;
      this.onSession.emit(undefined);
      void opened.close();
    }
    if (this.opened === undefined) this.onState.emit(state);
  }
}

/** For each row of a table, 1 if it is among these. */
function rowSet(rows: Uint32Array, length: number): Uint8Array {
  const set = new Uint8Array(length);
  for (const row of rows) if (row < length) set[row] = 1;
  return set;
}

function openedState({ path, damage }: OpenedSession): CaptureState {
  const { problems } = damage;
  return {
    phase: 'opened',
    name: basename(path),
    path,
    ...(problems.length > 0 ? { problem: problems.join('\n') } : {}),
  };
}
