/** The result of a replay: as JSON for programs, and as lines for people. */

import { DIRECTIONS, MESSAGE_KINDS, type Status } from '../../shared/journal/entries';
import type { Answer } from '../../shared/replay/answer';
import { diffValues, type ValueChange } from '../../shared/replay/diff';
import type { Reduce } from '../../shared/replay/ignore';
import { type PlayVerdict, type StepResult, verdictOf } from '../../shared/replay/player';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { preview } from '../../shared/value/valueTree';
import type { ReadableSession } from '../recordings/readableSession';
import { terminalText } from './terminal';

export interface ReportStep {
  /** In the recording. */
  readonly seq: number;
  readonly target: number;
  readonly kind: string;
  readonly direction: string;
  readonly channel: string;
  readonly verdict: PlayVerdict;
  /** Why it was refused. */
  readonly reason?: string;
  readonly message?: string;
  readonly recordedStatus?: Status;
  readonly status?: Status;
  /** Time from its arrival in main to its answer. */
  readonly recordedMs?: number;
  readonly ms?: number;
  /** Of the results, and of the errors as values. */
  readonly changes?: readonly ValueChange[];
  readonly recordedError?: string;
  readonly error?: string;
  /** The event was synthetic. */
  readonly synthetic?: true;
}

export interface ReplayReport {
  readonly capture: string;
  readonly app: string;
  readonly speed: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Why it ended before everything was played. */
  readonly endedEarly?: string;
  readonly total: number;
  readonly played: number;
  readonly same: number;
  readonly different: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Sent, with nothing to compare: messages without an answer, and calls that were not answered in the capture. */
  readonly sent: number;
  readonly steps: readonly ReportStep[];
}

const MAX_CHANGES = 50;

/**
 * @param row of the recording
 * @param reduce removes what is ignored
 */
export function reportStep(recorded: ReadableSession, row: number, result: StepResult, reduce: Reduce): ReportStep {
  const { table } = recorded.fold;
  const { outcome, expected, answer } = result;
  const kind = MESSAGE_KINDS[table.columns.get(row, 'kind')] ?? 'send';
  const verdict = verdictOf(result, kind);
  const channel = table.channelOf(row);
  return {
    seq: table.columns.get(row, 'seq'),
    target: table.columns.get(row, 'target'),
    kind,
    direction: DIRECTIONS[table.columns.get(row, 'direction')] ?? '',
    channel,
    verdict,
    ...(outcome.status === 'refused' ? { reason: outcome.reason, message: outcome.message } : {}),
    ...(expected === undefined ? {} : { recordedStatus: expected.status, ...milliseconds('recordedMs', expected) }),
    ...(answer === undefined ? {} : { status: answer.status, ...milliseconds('ms', answer) }),
    ...(verdict === 'different' && expected && answer
      ? describeDifference(reduce(channel, expected), reduce(channel, answer))
      : {}),
    ...(outcome.status === 'sent' && outcome.isSynthetic ? { synthetic: true } : {}),
  };
}

/** A line about a step whose answer differs. */
export function stepLine({
  verdict,
  kind,
  seq,
  message,
  recordedStatus,
  status,
  changes,
  error,
  ...rest
}: ReportStep): string {
  const head = `${verdict === 'different' ? '≠' : '✗'} ${kind} ${terminalText(rest.channel)} (#${seq}): `;
  if (verdict === 'refused') return head + terminalText(message ?? '');
  if (verdict === 'unanswered') return `${head}not answered in time; it was ${recordedStatus}`;
  if (recordedStatus !== status) {
    return `${head}${status}${error === undefined ? '' : ` (${terminalText(error)})`}; it was ${recordedStatus}`;
  }
  const [first] = changes ?? [];
  if (first === undefined)
    return `${head}${terminalText(error ?? 'another error')}; it was ${terminalText(rest.recordedError ?? 'another')}`;
  const more = (changes?.length ?? 0) - 1;
  return `${head}result${terminalText(first.path)} is ${shown(first.after)}; it was ${shown(first.before)}${more > 0 ? `; and ${more} more` : ''}`;
}

function describeDifference(expected: Answer, answer: Answer): Partial<ReportStep> {
  const changes = diffValues(answered(expected), answered(answer), MAX_CHANGES).changes;
  const texts = [expected, answer].map(({ error }) => error?.text);
  return {
    ...(changes.length === 0 ? {} : { changes }),
    ...(texts[0] === undefined ? {} : { recordedError: texts[0] }),
    ...(texts[1] === undefined ? {} : { error: texts[1] }),
  };
}

function answered({ result, error }: Answer): EncodedValue {
  return result ?? error?.value ?? { $: 'undefined' };
}

function shown(value: EncodedValue | undefined): string {
  return value === undefined ? 'absent' : terminalText(preview(value, 60));
}

function milliseconds<K extends string>(key: K, { durationUs }: Answer): { readonly [P in K]?: number } {
  return (durationUs === undefined ? {} : { [key]: Math.round(durationUs) / 1000 }) as { readonly [P in K]?: number };
}
