/** `electroscope replay`: plays a capture into an app, and reports answers that differ. */

import { rm } from 'node:fs/promises';
import { formatCount } from '../../shared/format/format';
import { agentSettingsOf, DEFAULT_USER_SETTINGS, withCommandLine } from '../../shared/link/userSettings';
import { differencesOf } from '../../shared/replay/answer';
import { ignoring, type Reduce } from '../../shared/replay/ignore';
import { Player, type PlayerIo } from '../../shared/replay/player';
import { isPlayed } from '../../shared/replay/recorded';
import { makeTemporaryFolder } from '../base/temporaryFolders';
import { UserError } from '../base/userError';
import { LiveCapture } from '../capture/liveCapture';
import { REPLAY_CLOCK, replaySource } from '../capture/replaySource';
import type { OutputFile } from '../journal/outputFile';
import { matchingRows } from '../query/matchingRows';
import { requestName } from '../targets/watchedTarget';
import { findOutput, textChunks, writeOutput } from './commandOutput';
import type { ReplayCommand } from './commands';
import { type OpenCaptureFile, openCaptureFile } from './openCaptureFile';
import type { RecordEnvironment } from './recordCommand';
import { type ReplayReport, type ReportStep, reportStep, stepLine } from './replayReport';
import { targetRequest } from './targetArguments';
import { LiveLine, printUserError, say, terminalText } from './terminal';

/** Maximum of differences that are shown; the report has all. */
const MAX_SHOWN = 50;

/**
 * @returns the exit code: 0 all answers are equal, 1 some differ or none could be compared
 * @throws UserError if the capture can't be read, the app can't be started or the report can't be written; AbortError if the signal says so
 */
export async function runReplay(
  command: ReplayCommand,
  environment: RecordEnvironment,
  interrupted: AbortSignal,
): Promise<number> {
  const report = await findOutput(command.report, command.overwrites);
  const line = new LiveLine();
  const input = await openCaptureFile(command, false, interrupted, line);
  const folder = await makeTemporaryFolder('replay');
  try {
    const rows = await playableRows(input, command.filter, interrupted);
    if (rows.length === 0) {
      throw new UserError(
        'nothing-to-play',
        `Nothing in ${command.file} can be played.`,
        'The capture must have messages from frames that match --filter.',
      );
    }
    return await new Replay(command, environment, folder, line).run(input, rows, report, interrupted);
  } finally {
    line.clear();
    await input.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rows that frames sent and the filter matches, without messages that an inspector sent. */
async function playableRows(input: OpenCaptureFile, text: string, signal: AbortSignal): Promise<Uint32Array> {
  const { table } = input.session.fold;
  const { filter, scanner } = input.filter(text);
  const rows: number[] = [];
  for await (const step of matchingRows(input.session, filter, scanner, signal)) {
    for (const row of step.rows) if (isPlayed(table, row)) rows.push(row);
  }
  return Uint32Array.from(rows);
}

class Replay {
  private readonly capture: LiveCapture;
  private readonly stopping = new AbortController();
  private readonly startedAt = new Date();
  private readonly reduce: Reduce;
  private failure: UserError | undefined;
  private endedEarly: string | undefined;
  private player: Player | undefined;

  constructor(
    private readonly command: ReplayCommand,
    environment: RecordEnvironment,
    folder: string,
    private readonly line: LiveLine,
  ) {
    this.reduce = ignoring(command.ignored);
    this.capture = new LiveCapture({
      ...environment,
      sessionsFolder: folder,
      agentSettings: agentSettingsOf(withCommandLine(DEFAULT_USER_SETTINGS, command.userSettings)),
      // The session is deleted at the end.
      keepsOutput: false,
    });
    this.capture.onState.on((state) => {
      if (state.phase === 'ended') this.stop(`${terminalText(state.name)} ${state.how}`);
      if (state.phase === 'failed') {
        const { message, remedy, detail } = state.error;
        this.failure ??= new UserError('ended-early', message, remedy, detail);
        this.stop('it failed');
      }
    });
    this.capture.onNotice.on(printUserError);
    this.capture.onJournal.on((error) => {
      if (error !== undefined) say(terminalText(`${error.message} ${error.remedy}`));
    });
  }

  /** @returns the exit code */
  async run(
    { session }: OpenCaptureFile,
    rows: Uint32Array,
    reportFile: OutputFile | undefined,
    interrupted: AbortSignal,
  ): Promise<number> {
    const { command, capture } = this;
    const stop = () => this.stop('it was interrupted');
    interrupted.addEventListener('abort', stop);
    try {
      const failure = await capture.start(targetRequest(command.target, process.cwd()));
      if (failure !== undefined) throw failure;
      const source = replaySource(session, rows, capture, {
        frameTimeoutMs: command.timeoutMs,
        allowsSynthetic: command.allowsSynthetic,
        map: command.map,
        signal: this.stopping.signal,
      });
      const player = new Player(
        source,
        this.io(),
        { pace: command.pace, pausesOnDifference: command.stopsOnDifference },
        () => this.changed(player),
      );
      this.player = player;
      if (this.stopping.signal.aborted) player.stop();
      player.play();
      await player.ended;
      if (this.failure !== undefined) throw this.failure;
      const results = player.results.filter((result) => result !== undefined);
      const report = this.report(
        rows.length,
        results.map((result) => reportStep(session, source.rowOf(result.index), result, this.reduce)),
      );
      this.tell(report);
      if (reportFile !== undefined) await writeOutput(reportFile, textChunks(`${JSON.stringify(report, null, 2)}\n`));
      interrupted.throwIfAborted();
      return this.passes(report) ? 0 : 1;
    } finally {
      interrupted.removeEventListener('abort', stop);
      await capture.stopTarget();
      await capture.close();
    }
  }

  private io(): PlayerIo {
    const { replays, answers } = this.capture;
    const { timeoutMs } = this.command;
    const { reduce } = this;
    return {
      ...REPLAY_CLOCK,
      send: (request) => replays.send(request),
      answerOf: (message) => answers.of(message, timeoutMs),
      differences: ({ channel }, expected, actual) => differencesOf(reduce(channel, expected), reduce(channel, actual)),
    };
  }

  private changed({ progress }: Player): void {
    const { phase, next, total, awaited, different } = progress;
    this.line.show(
      `▶ ${formatCount(next)} of ${formatCount(total)} sent  ${formatCount(awaited)} awaited  ${formatCount(different)} different`,
    );
    if (phase === 'paused' && next > 0) this.stop('the first difference was found');
  }

  private stop(why: string): void {
    if (this.player?.progress.phase === 'ended') return;
    this.endedEarly ??= why;
    this.stopping.abort();
    this.player?.stop();
  }

  private report(total: number, steps: readonly ReportStep[]): ReplayReport {
    const { file, target, pace } = this.command;
    const count = (verdict: ReportStep['verdict']) => steps.filter((step) => step.verdict === verdict).length;
    return {
      capture: file,
      app: requestName(targetRequest(target, '')),
      speed: pace.type === 'answers' ? 'fast' : `${pace.speed}x`,
      startedAt: this.startedAt.toISOString(),
      durationMs: Date.now() - this.startedAt.getTime(),
      ...(this.endedEarly === undefined ? {} : { endedEarly: this.endedEarly }),
      total,
      played: steps.length,
      same: count('same'),
      different: count('different'),
      refused: count('refused'),
      unanswered: count('unanswered'),
      sent: count('sent'),
      steps,
    };
  }

  private tell(report: ReplayReport): void {
    this.line.clear();
    const unlike = report.steps.filter(({ verdict }) => verdict !== 'same' && verdict !== 'sent');
    for (const step of unlike.slice(0, MAX_SHOWN)) say(stepLine(step));
    if (unlike.length > MAX_SHOWN) say(`… and ${formatCount(unlike.length - MAX_SHOWN)} more; --report has all.`);
    const { total, played, same, different, refused, unanswered, sent, endedEarly } = report;
    const early = endedEarly === undefined ? '' : ` It ended early, because ${endedEarly}.`;
    say(
      `Played ${formatCount(played)} of ${formatCount(total)} messages: ${formatCount(same)} answered as recorded, ${formatCount(different)} differently, ${formatCount(unanswered)} not in time; ${formatCount(sent)} sent, nothing to compare; ${formatCount(refused)} could not be sent.${early}`,
    );
    if (sent === total && !this.command.allowsNone)
      say('No answer was compared, so this says nothing about the app. Play calls (kind:invoke), or add --allow-none.');
  }

  /** CI jobs rely on the report, so it must have compared something. */
  private passes({ total, same, sent }: ReplayReport): boolean {
    return this.endedEarly === undefined && same + sent === total && (same > 0 || this.command.allowsNone);
  }
}
