/** `electroscope record`: records the messages of an app in a file, without a window. */

import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { RowFlag } from '../../shared/columns/columns';
import { formatBytes, formatCount } from '../../shared/format/format';
import { droppedText } from '../../shared/format/missingMessages';
import { agentSettingsOf, DEFAULT_USER_SETTINGS, withCommandLine } from '../../shared/link/userSettings';
import type { CaptureState } from '../../shared/session/captureState';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import { makeTemporaryFolder } from '../base/temporaryFolders';
import { startTimer } from '../base/timer';
import { UserError } from '../base/userError';
import { LiveCapture } from '../capture/liveCapture';
import { startAll } from '../capture/startAll';
import { OutputFile } from '../journal/outputFile';
import { FilterScan } from '../query/filterScan';
import { LocalScanner } from '../query/lineScanner';
import { matchingRows } from '../query/matchingRows';
import { type Session, sessionFileName } from '../recordings/session';
import { exitCodeOf } from '../targets/targetExit';
import { requestName } from '../targets/watchedTarget';
import { AppHealth } from './appHealth';
import { findCaptureProblems, reportCaptureProblems } from './captureProblems';
import type { RecordCommand } from './commands';
import { interruption } from './interruption';
import { MatchList } from './matchList';
import { compileChecked } from './openCaptureFile';
import { passedOutput } from './passedOutput';
import { targetRequest } from './targetArguments';
import { LiveLine, printUserError, say, terminalText } from './terminal';

export interface RecordEnvironment {
  /** The built agent. */
  readonly agentFile: string;
  /** The built hook, which brings the agent into what a command starts. */
  readonly hookFile: string;
  /** Electron for apps that have none of their own. */
  fallbackElectron(): Promise<string | undefined>;
  readonly variables: NodeJS.ProcessEnv;
  /** Name and version of this program. */
  readonly writerName: string;
}

const LIVE_LINE_MS = 250;

/**
 * @param interrupted ends the recording when it is aborted
 * @returns the exit code
 * @throws UserError if the app can't be recorded
 */
export async function runRecord(
  command: RecordCommand,
  environment: RecordEnvironment,
  interrupted: AbortSignal,
): Promise<number> {
  const names = command.targets.map((target) =>
    target.method === 'launch' ? basename(resolve(target.appPath)) : requestName(targetRequest(target, '')),
  );
  const out = resolve(command.out ?? sessionFileName(names.join(' '), new Date()));
  const output = await OutputFile.find(out, { overwrites: command.overwrites });
  if (!output.isStream) return new Recording(command, environment, output.realPath, out).run(interrupted);
  // The file is read while it grows, which a device or a pipe does not allow.
  const folder = await makeTemporaryFolder('record');
  try {
    const file = join(folder, 'recorded.escope');
    const code = await new Recording(command, environment, file, out).run(interrupted);
    // Nothing was recorded if nothing started.
    if (existsSync(file)) {
      // Ctrl-C may have ended the recording. Another one ends the wait for a reader of the pipe.
      await output.write(createReadStream(file), { signal: interruption() });
    }
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Recording {
  private readonly capture: LiveCapture;
  private readonly line = new LiveLine(LIVE_LINE_MS);
  private readonly startedAt = performance.now();
  private session: Session | undefined;
  private until: FilterScan | undefined;
  private readonly health = new AppHealth((line) => {
    this.line.clear();
    say(line);
  });
  private knownRows = 0;
  /** Messages that count for `--max`. */
  private counted = 0;
  private failure: UserError | undefined;
  private areAllStarted = false;
  /** All started apps have ended. */
  private ending: string | undefined;
  /** The recording ended by itself, not by a limit or a signal. */
  private hasEndedItself = false;
  private hasReported = false;
  private hasToldStart = false;
  private cancelLimit: () => void = () => {};
  /** The error that keeps the journal from being written. */
  private journalError: UserError | undefined;
  private end: (why: string) => void = () => {};
  private readonly ended = new Promise<string>((resolveWhy) => {
    this.end = resolveWhy;
  });

  constructor(
    private readonly command: RecordCommand,
    environment: RecordEnvironment,
    file: string,
    /** The file of the recording, as the user sees it. */
    private readonly out: string,
  ) {
    const userSettings = withCommandLine(DEFAULT_USER_SETTINGS, command.userSettings);
    this.capture = new LiveCapture({
      ...environment,
      streams: passedOutput(this.line),
      attachesUnreported: true,
      sessionsFolder: '.',
      sessionFile: file,
      overwrites: command.overwrites,
      agentSettings: agentSettingsOf(userSettings),
      keepsOutput: userSettings.keepsOutput,
    });
    this.listen();
  }

  private listen(): void {
    const { capture } = this;
    capture.onState.on((state) => {
      this.health.stateChanged(state, Date.now());
      this.ending = state.phase === 'ended' ? `${terminalText(state.name)} ${state.how}` : undefined;
      if (this.areAllStarted) this.endIfOver();
      if (state.phase === 'failed') this.failEarly(errorWithoutOutput(state.error));
      if (state.phase === 'starting' && state.isSlow) this.tellSlow(state);
    });
    capture.onSession.on((session) => {
      this.session = session;
      // The file is created only now, so that an app that can't be started leaves none.
      say(`Recording to ${terminalText(this.out)}; Ctrl-C ends it.`);
      this.until = this.watchUntil(session);
      session.onRow.on((row) => this.rowChanged(row));
    });
    capture.onAttached.on(() => this.reported());
    capture.onNotice.on((notice) => {
      this.hasToldStart = true;
      this.line.clear();
      printUserError(notice);
    });
    capture.onStartFailure.on((error) => this.failBeside(error));
    capture.onJournal.on((error) => {
      this.journalError = error;
      this.line.clear();
      say(error === undefined ? 'The journal is written again.' : terminalText(`${error.message} ${error.remedy}`));
    });
  }

  /** @returns the exit code */
  async run(interrupted: AbortSignal): Promise<number> {
    const interruption = once(interrupted, 'abort').then(() => this.end('it was interrupted'));
    if (interrupted.aborted) this.end('it was interrupted');
    const drawing = setInterval(() => this.draw(), LIVE_LINE_MS);
    try {
      await Promise.race([this.startAll(), interruption]);
      const why = await this.ended;
      const problemsOf = this.health.end(Date.now(), this.session?.fold.facts);
      const targetCode = this.hasEndedItself ? exitCodeOf(this.capture.exits) : 0;
      this.until?.stop();
      await this.session?.flush();
      await this.capture.stopTarget();
      const code = await this.close(targetCode);
      if (this.failure === undefined) this.summarise(why);
      if (this.session !== undefined) for (const line of problemsOf(this.session.fold.facts)) say(line);
      return code;
    } finally {
      this.cancelLimit();
      clearInterval(drawing);
      this.line.clear();
    }
  }

  private async startAll(): Promise<void> {
    const { targets } = this.command;
    const requests = targets.map((target) => targetRequest(target, process.cwd()));
    await startAll(requests, this.capture, (error) => this.failBeside(error));
    this.areAllStarted = true;
    this.endIfOver();
  }

  /** Once: the state may be reported several times. */
  private tellSlow({ name, help }: Extract<CaptureState, { phase: 'starting' }>): void {
    if (this.hasToldStart) return;
    this.hasToldStart = true;
    this.line.clear();
    say(terminalText(help?.text ?? `${name} takes unusually long to start …`));
  }

  private endIfOver(): void {
    if (this.ending === undefined) return;
    this.hasEndedItself = true;
    this.end(this.ending);
  }

  /** The time limit counts from the first report, because users can't know how long the start takes. */
  private reported(): void {
    if (this.hasReported) return;
    this.hasReported = true;
    const { forMs } = this.command;
    if (forMs !== undefined) this.cancelLimit = startTimer(forMs, () => this.end('its time is over'));
  }

  /** The started apps have ended, and none has reported. */
  private failEarly(error: UserError): void {
    this.hasEndedItself = true;
    this.fail(error);
  }

  /** One of several targets can't be recorded. The others are, and the failure is reported at the end. */
  private failBeside(error: UserError): void {
    this.failure ??= error;
    this.line.clear();
    say(`${terminalText(error.message)} The other apps are still recorded.`);
  }

  /**
   * @param targetCode the exit code of the recorded app
   * @returns the exit code: that code, or 1 if the recording failed or `--fail-on` matched
   */
  private async close(targetCode: number): Promise<number> {
    const { session } = this;
    const { failOn } = this.command;
    await this.capture.close();
    this.line.clear();
    const failure = this.failure ?? this.journalError;
    if (failure !== undefined) {
      printUserError(failure === this.journalError ? this.unwritten(failure) : failure);
      return targetCode || 1;
    }
    if (failOn === undefined) return targetCode;
    if (session === undefined || session.fold.facts.targets.length === 0) {
      say(`No Electron app has reported: there is nothing that --fail-on ${failOn} could judge.`);
      return targetCode || 1;
    }
    const hasFailed = await this.hasFailure(session, failOn);
    const { includesInternal, allowsDamage } = this.command;
    const problems = allowsDamage ? [] : findCaptureProblems(session.fold, includesInternal);
    if (problems.length > 0) reportCaptureProblems(failOn, problems);
    return targetCode || (hasFailed || problems.length > 0 ? 1 : 0);
  }

  /** The journal is incomplete. */
  private unwritten({ message }: UserError): UserError {
    const { session } = this;
    const lost = formatCount(session?.unwrittenMessages ?? 0);
    const total = formatCount(session?.fold.table.length ?? 0);
    return new UserError(
      'journal-failed',
      `${message} ${lost} of ${total} messages are not in it.`,
      'Free some disk space, and record again.',
    );
  }

  private async hasFailure(session: Session, failOn: string): Promise<boolean> {
    const filter = compileChecked(failOn, session.fold.table, this.command.includesInternal);
    const scanner = new LocalScanner(session.journalPath, filter.conditions);
    const failures = new MatchList(session.fold.table);
    const written = { fold: session.fold, places: session.places, flush: async () => {} };
    for await (const { rows } of matchingRows(written, filter, scanner)) for (const row of rows) failures.add(row);
    await scanner.close();
    if (failures.count > 0) failures.tell(failOn);
    return failures.count > 0;
  }

  private watchUntil(session: Session): FilterScan | undefined {
    const { until, includesInternal } = this.command;
    if (until === undefined) return undefined;
    const filter = compileChecked(until, session.fold.table, includesInternal);
    const scan = new FilterScan(session, filter, new LocalScanner(session.journalPath, filter.conditions));
    scan.onFound.on(({ matched }) => {
      if (matched.length > 0) this.end('--until matched');
    });
    scan.onFailure.on(({ message }) =>
      this.fail(new UserError('unreadable', `--until can’t be checked: ${message}.`, 'Check the disk, and try again.')),
    );
    return scan;
  }

  private rowChanged(row: number): void {
    this.until?.touch(row);
    const { session } = this;
    if (session === undefined || row < this.knownRows) return;
    this.knownRows = row + 1;
    const { includesInternal, max } = this.command;
    const isInternal = (session.fold.table.columns.get(row, 'flags') & RowFlag.internal) !== 0;
    if (isInternal && !includesInternal) return;
    this.counted++;
    if (this.counted !== max) return;
    this.capture.disconnect();
    this.end(`there are ${formatCount(max)} messages`);
  }

  private fail(error: UserError): void {
    this.failure ??= error;
    this.end('it failed');
  }

  private draw(): void {
    this.health.look(Date.now());
    const seconds = (performance.now() - this.startedAt) / 1000;
    this.line.show(
      `● ${this.counts()}  ${formatCount(Math.round((this.session?.fold.table.length ?? 0) / seconds))}/s`,
    );
  }

  private counts(): string {
    const { session } = this;
    const captured = session?.fold.table.length ?? 0;
    const isIncomplete = session?.fold.facts.targets.some(({ incomplete }) => incomplete) ?? false;
    const dropped = droppedText(session?.fold.droppedMessages ?? 0, isIncomplete);
    return `${formatCount(captured)} captured  ${dropped}  ${formatBytes(session?.bytes ?? 0)}`;
  }

  private summarise(why: string): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1);
    say(`Ended because ${why}: ${this.counts()} in ${seconds} s, in ${terminalText(this.out)}`);
  }
}

/** The output of the app was already printed. */
function errorWithoutOutput({ code, message, remedy, detail }: UserErrorInfo): UserError {
  const isPrinted = code === 'ended-early' || code === 'trace-failed';
  return new UserError('ended-early', message, remedy, isPrinted ? undefined : detail);
}
