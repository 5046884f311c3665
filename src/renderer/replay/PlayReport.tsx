import { useState } from 'react';
import type { MessageTable } from '../../shared/columns/messageTable';
import { formatCount, formatDurationUs } from '../../shared/format/format';
import { MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import { type PlayProgress, type StepResult, verdictOf } from '../../shared/replay/player';
import { StatusMark } from '../components/StatusMark';
import { useSession } from '../session/SessionContext';
import { Comparison } from './Comparison';
import { refOf } from './messageRefs';
import styles from './PlayView.module.css';
import { useReplay } from './useReplay';

interface PlayReportProps {
  readonly rows: Uint32Array;
  readonly progress: PlayProgress;
  /** By index. */
  readonly results: readonly StepResult[];
}

/** Nobody reads more lines. Those that differ come first then. */
const MAX_LINES = 500;

/** The progress, and the result of each message. */
export function PlayReport({ rows, progress, results }: PlayReportProps) {
  const [isOnlyDifferent, setOnlyDifferent] = useState(false);
  const { table } = useSession();
  const { phase, next, total, different, awaited } = progress;
  const known = results.filter((result) => result !== undefined);
  const listed = known.filter(({ differences }) => !isOnlyDifferent || differences.length > 0);
  return (
    <>
      <div className={styles.progress}>
        <progress max={total} value={next - awaited} aria-label="Messages played" />
        <span role="status">
          {progressText(progress)}
          {phase === 'ended' && `: ${countsText(known, rows, table)}`}
        </span>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={isOnlyDifferent}
            onChange={(event) => setOnlyDifferent(event.target.checked)}
          />
          Only what differs ({formatCount(different)})
        </label>
      </div>
      <div className={styles.report} tabIndex={0} role="region" aria-label="Report">
        <table>
          <thead>
            <tr>
              <th scope="col">Original</th>
              <th scope="col">Sent as</th>
              <th scope="col">Channel</th>
              <th scope="col">Was</th>
              <th scope="col">Is</th>
              <th scope="col">Took</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {listed.slice(-MAX_LINES).map((result) => (
              <ReportLine
                key={result.index}
                row={rows[result.index] as number}
                result={result}
                isAwaited={phase !== 'ended' && result.answer === undefined}
              />
            ))}
          </tbody>
        </table>
        {listed.length === 0 && (
          <p className={styles.hint}>{isOnlyDifferent ? 'Nothing differs so far.' : 'Nothing was sent yet.'}</p>
        )}
        {listed.length > MAX_LINES && (
          <p className={styles.hint}>
            The last {formatCount(MAX_LINES)} of {formatCount(listed.length)} are listed.
          </p>
        )}
      </div>
    </>
  );
}

function progressText({ phase, next, total, different, awaited, wasStopped }: PlayProgress): string {
  const played = `${formatCount(next)} of ${formatCount(total)} sent`;
  const open = awaited === 0 ? '' : `, ${formatCount(awaited)} awaited`;
  const differing =
    different === 0 ? 'none differs' : `${formatCount(different)} ${different === 1 ? 'differs' : 'differ'}`;
  const state = wasStopped ? 'Stopped: ' : phase === 'ended' ? 'Done: ' : phase === 'paused' ? 'Paused: ' : '';
  return `${state}${played}${open}, ${differing}`;
}

/** What was compared, and what could not be. */
function countsText(results: readonly StepResult[], rows: Uint32Array, table: MessageTable): string {
  const verdicts = results.map((result) => verdictOf(result, kindOf(table, rows[result.index] as number)));
  const count = (wanted: string) => formatCount(verdicts.filter((verdict) => verdict === wanted).length);
  return `${count('same')} answered as recorded, ${count('sent')} sent, nothing to compare`;
}

function kindOf({ columns }: MessageTable, row: number): MessageKind {
  return MESSAGE_KINDS[columns.get(row, 'kind')] ?? 'send';
}

const WORDS = { status: 'status', value: 'value', refused: 'not sent', unanswered: 'not answered' };

interface ReportLineProps {
  /** Of the original. */
  readonly row: number;
  readonly result: StepResult;
  /** An answer may still come. */
  readonly isAwaited: boolean;
}

function ReportLine({ row, result, isAwaited }: ReportLineProps) {
  const { table } = useSession();
  const replay = useReplay();
  const [isOpen, setOpen] = useState(false);
  const { outcome, expected, answer, differences } = result;
  const original = refOf(table, row);
  const sent =
    outcome.status === 'sent' && outcome.seq !== undefined ? { target: outcome.target, seq: outcome.seq } : undefined;
  const differing = differences.map((difference) => WORDS[difference]).join(', ');
  const canCompare = expected !== undefined && answer !== undefined;
  const isSentOnly = verdictOf(result, kindOf(table, row)) === 'sent' && !isAwaited;
  const words = isSentOnly ? 'nothing to compare' : differing;
  return (
    <>
      <tr data-different={differences.length > 0}>
        <td>
          <button type="button" onClick={() => void replay.goTo(original)}>
            #{original.seq}
          </button>
        </td>
        <td>
          {sent !== undefined && (
            <button type="button" onClick={() => void replay.goTo(sent)}>
              #{sent.seq}
            </button>
          )}
        </td>
        <td className={styles.channel}>{table.channelOf(row)}</td>
        <td>{expected !== undefined && <StatusMark status={expected.status} />}</td>
        <td>{answer !== undefined && <StatusMark status={answer.status} />}</td>
        <td>{tookText(result)}</td>
        <td className={styles.difference}>
          {canCompare ? (
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {words === '' ? 'none' : words}
            </button>
          ) : (
            words
          )}
          {outcome.status === 'refused' && `: ${outcome.message}`}
        </td>
      </tr>
      {isOpen && canCompare && (
        <tr>
          <td colSpan={7} className={styles.comparison}>
            <Comparison
              before={expected}
              after={answer}
              beforeTitle={`Original #${original.seq}`}
              afterTitle={`Sent #${sent?.seq}`}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function tookText({ expected, answer }: StepResult): string {
  const [was, is] = [expected?.durationUs, answer?.durationUs].map((us) =>
    us === undefined ? undefined : formatDurationUs(us),
  );
  if (is === undefined) return was ?? '';
  return was === undefined ? is : `${was} → ${is}`;
}
