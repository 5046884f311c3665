import { X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { formatBytes } from '../../shared/format/format';
import { NOTHING_RECENT } from '../../shared/session/recent';
import styles from './StartScreen.module.css';

const WORDS = { launch: 'launched', attach: 'attached', command: 'command' } as const;

const AGO_STEPS = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [7, 'day'],
  [4.35, 'week'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
] as const;

const agoFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** The apps and captures that were used last. */
export function RecentLists() {
  const [recent, setRecent] = useState(NOTHING_RECENT);
  useEffect(() => {
    void window.electroscope.readRecent().then(setRecent);
  }, []);
  const remove = (id: string) => void window.electroscope.removeRecent(id).then(setRecent);
  const now = Date.now();
  return (
    <div className={styles.recent}>
      <Recent title="Recent apps" empty="Apps that you launch or attach to are listed here.">
        {recent.targets.map(({ id, name, method, detail, usedAt, isMissing }) => (
          <Item
            key={id}
            id={id}
            name={name}
            detail={detail}
            note={`${isMissing ? 'missing' : WORDS[method]} · ${ago(usedAt, now)}`}
            isMissing={isMissing}
            onRemove={remove}
          />
        ))}
      </Recent>
      <Recent title="Recent sessions" empty="Captures that you record or open are listed here.">
        {recent.sessions.map(({ id, name, path, usedAt, bytes, isMissing }) => (
          <Item
            key={id}
            id={id}
            name={name}
            detail={path.slice(0, -name.length - 1)}
            note={`${isMissing ? 'missing' : formatBytes(bytes)} · ${ago(usedAt, now)}`}
            isMissing={isMissing}
            onRemove={remove}
          />
        ))}
      </Recent>
    </div>
  );
}

interface RecentProps {
  readonly title: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

function Recent({ title, empty, children }: RecentProps) {
  return (
    <section aria-label={title} className={styles.recentPart}>
      <h2>{title}</h2>
      {children.length === 0 ? <p className={styles.dim}>{empty}</p> : <ul className={styles.items}>{children}</ul>}
    </section>
  );
}

interface ItemProps {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly note: string;
  readonly isMissing: boolean;
  readonly onRemove: (id: string) => void;
}

function Item({ id, name, detail, note, isMissing, onRemove }: ItemProps) {
  return (
    <li data-missing={isMissing}>
      <button
        type="button"
        className={styles.item}
        title={detail}
        disabled={isMissing}
        onClick={() => void window.electroscope.openRecent(id)}
      >
        <span className={styles.itemName}>{name}</span>
        <span className={styles.itemNote}>{note}</span>
        <span className={styles.itemDetail}>{detail}</span>
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove ${name} from the list`}
        onClick={() => onRemove(id)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

/**
 * How long ago something was, in words: `5 minutes ago`, `yesterday`.
 *
 * @param at ISO 8601
 * @param now milliseconds since the epoch
 */
function ago(at: string, now: number): string {
  let amount = (Date.parse(at) - now) / 1000;
  if (Number.isNaN(amount)) return '';
  for (const [size, unit] of AGO_STEPS) {
    if (Math.abs(amount) < size) return unit === 'second' ? 'just now' : agoFormat.format(Math.round(amount), unit);
    amount /= size;
  }
  return '';
}
