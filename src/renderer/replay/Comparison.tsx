import { Check, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { formatDurationUs } from '../../shared/format/format';
import { type Answer, differencesOf } from '../../shared/replay/answer';
import { diffValues, type ValueChange } from '../../shared/replay/diff';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { preview } from '../../shared/value/valueTree';
import { StatusMark } from '../components/StatusMark';
import { ErrorView } from '../value/ErrorView';
import { ValueTree } from '../value/ValueTree';
import styles from './Comparison.module.css';

interface ComparisonProps {
  /** Undefined: it was not sent again, but written. */
  readonly before: Answer | undefined;
  readonly after: Answer;
  readonly beforeTitle: string;
  readonly afterTitle: string;
}

/** Two answers beside each other, and their differences. */
export function Comparison({ before, after, beforeTitle, afterTitle }: ComparisonProps) {
  if (before === undefined) {
    return (
      <div className={styles.comparison}>
        <div className={styles.sides} data-count={1}>
          <Side title={afterTitle} answer={after} />
        </div>
      </div>
    );
  }
  return (
    <div className={styles.comparison}>
      <Verdict before={before} after={after} />
      <Changes {...comparedOf(before, after)} />
      <div className={styles.sides} data-count={2}>
        <Side title={beforeTitle} answer={before} />
        <Side title={afterTitle} answer={after} />
      </div>
    </div>
  );
}

function Verdict({ before, after }: { readonly before: Answer; readonly after: Answer }) {
  const [difference] = differencesOf(before, after);
  const isSame = difference === undefined;
  const words =
    after.status === 'pending' ? 'Not answered yet' : isSame ? 'Answered the same' : differenceText(before, after);
  const slower = durationText(before, after);
  return (
    <p className={styles.verdict} data-same={isSame} role="status">
      {isSame ? <Check size={14} aria-hidden="true" /> : <TriangleAlert size={14} aria-hidden="true" />}
      <b>{words}</b>
      {slower !== undefined && <span className={styles.note}>{slower}</span>}
    </p>
  );
}

function differenceText(before: Answer, after: Answer): string {
  if (before.status !== after.status) return `Was ${before.status}, is ${after.status}`;
  return before.status === 'error' ? 'Another error' : 'Another result';
}

function durationText(before: Answer, after: Answer): string | undefined {
  if (before.durationUs === undefined || after.durationUs === undefined) return undefined;
  return `${formatDurationUs(before.durationUs)} → ${formatDurationUs(after.durationUs)}`;
}

/** A result and an error have nothing in common that could be compared. */
function comparedOf(before: Answer, after: Answer): ChangesProps {
  if (before.result !== undefined && after.result !== undefined) return { before: before.result, after: after.result };
  return { before: errorOf(before), after: errorOf(after) };
}

function errorOf({ error }: Answer): EncodedValue | undefined {
  return error?.value ?? error?.text;
}

interface ChangesProps {
  readonly before: EncodedValue | undefined;
  readonly after: EncodedValue | undefined;
}

const SIGNS = { added: '+', removed: '−', changed: '±' } as const;
const WORDS = { added: 'added', removed: 'removed', changed: 'changed' } as const;

function Changes({ before, after }: ChangesProps) {
  const diff = useMemo(
    () => (before === undefined || after === undefined ? undefined : diffValues(before, after)),
    [before, after],
  );
  if (diff === undefined) return null;
  const { changes, isCut, isPartial } = diff;
  if (changes.length === 0 && !isPartial) return null;
  return (
    <section className={styles.changes} aria-label="Differences">
      {changes.length > 0 && (
        <ul>
          {numbered(changes).map(({ number, change }) => (
            <li key={number} data-type={change.type}>
              <span className={styles.sign} role="img" aria-label={WORDS[change.type]}>
                {SIGNS[change.type]}
              </span>
              <code className={styles.path}>{change.path === '' ? 'all of it' : change.path.replace(/^\./, '')}</code>
              <ChangedValues change={change} />
            </li>
          ))}
        </ul>
      )}
      {isCut && <p className={styles.note}>There are more differences than are listed.</p>}
      {isPartial && <p className={styles.partial}>Only what was recorded of both is compared.</p>}
    </section>
  );
}

/** Elements of a set have no index by which they could be matched. */
function numbered(changes: readonly ValueChange[]) {
  return changes.map((change, number) => ({ number, change }));
}

function ChangedValues({ change: { before, after } }: { readonly change: ValueChange }) {
  return (
    <span className={styles.values}>
      {before !== undefined && <del>{preview(before, 80)}</del>}
      {before !== undefined && after !== undefined && <span className={styles.note}> → </span>}
      {after !== undefined && <ins>{preview(after, 80)}</ins>}
    </span>
  );
}

function Side({ title, answer }: { readonly title: string; readonly answer: Answer }) {
  const { result, error, status, durationUs } = answer;
  const roots = useMemo(
    () => (result === undefined ? [] : [{ label: '', isSynthetic: false, value: result }]),
    [result],
  );
  return (
    <section className={styles.side} aria-label={title}>
      <header>
        <h4>{title}</h4>
        <StatusMark status={status} />
        {durationUs !== undefined && <span className={styles.note}>{formatDurationUs(durationUs)}</span>}
      </header>
      {error !== undefined && <ErrorView error={error} />}
      {result !== undefined && <ValueTree label={`Result of ${title}`} roots={roots} />}
      {error === undefined && result === undefined && <p className={styles.note}>{NOTHING[status]}</p>}
    </section>
  );
}

const NOTHING = {
  ok: 'This message has no answer.',
  pending: 'Not answered yet.',
  unhandled: 'Nobody listens to this channel.',
  lost: 'The answer was never sent, or could not arrive.',
  unknown: 'not observed',
  error: 'It failed without an error that could be seen.',
};
