import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../shared/format/format';
import styles from './SearchField.module.css';
import { MAX_MATCHES, type ValueMatches } from './valueSearch';

interface SearchFieldProps {
  /** What is searched, as "Arguments". */
  readonly what: string;
  readonly text: string;
  readonly matches: ValueMatches;
  /** Index of the match that is shown. */
  readonly current: number;
  readonly onText: (text: string) => void;
  readonly onMove: (step: 1 | -1) => void;
}

/** Searches a value. Enter and the arrow buttons go to the next or previous match. */
export function SearchField({ what, text, matches, current, onText, onMove }: SearchFieldProps) {
  const { paths, isDone } = matches;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onMove(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'ArrowUp') onMove(-1);
    else if (event.key === 'Escape' && text !== '') onText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className={styles.search} data-used={text !== ''}>
      <Search size={12} strokeWidth={2.2} aria-hidden="true" />
      <input
        type="text"
        aria-label={`Search in ${what}`}
        placeholder="Search"
        value={text}
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <>
          <span className={styles.count} role="status">
            {paths.length === 0
              ? isDone
                ? 'none'
                : '…'
              : `${current + 1} of ${count(paths.length)}${isDone ? '' : ' …'}`}
          </span>
          <button type="button" aria-label="Previous match" disabled={paths.length === 0} onClick={() => onMove(-1)}>
            <ChevronUp size={13} aria-hidden="true" />
          </button>
          <button type="button" aria-label="Next match" disabled={paths.length === 0} onClick={() => onMove(1)}>
            <ChevronDown size={13} aria-hidden="true" />
          </button>
        </>
      )}
    </span>
  );
}

function count(found: number): string {
  return found < MAX_MATCHES ? formatCount(found) : `${formatCount(MAX_MATCHES)}+`;
}
