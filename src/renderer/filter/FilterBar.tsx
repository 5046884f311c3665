import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './FilterBar.module.css';
import { FILTER_INPUT_ID } from './filterCommands';
import { SearchProgress } from './SearchProgress';

/** The filter, and what is wrong with it, under the part that is wrong. */
export function FilterBar() {
  const session = useSession();
  const text = useSessionState((state) => state.filterText);
  const error = useSessionState((state) => state.filterError);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (text === '') event.currentTarget.blur();
      else session.setFilter('');
      event.preventDefault();
    } else if (event.key === 'Enter' && error?.suggestion !== undefined) {
      session.setFilter(error.suggestion);
    }
  };

  return (
    <search className={styles.bar} data-invalid={error !== undefined}>
      <Search size={14} strokeWidth={2.2} aria-hidden="true" className={styles.icon} />
      <div className={styles.field}>
        <input
          id={FILTER_INPUT_ID}
          className={styles.input}
          type="text"
          placeholder="Filter: notes   kind:invoke   dur>50ms   -status:ok   (a | b)"
          aria-label="Filter"
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'filter-error'}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => session.setFilter(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {error !== undefined && (
          <span
            className={styles.squiggle}
            aria-hidden="true"
            style={{ left: `${error.span.start}ch`, width: `${error.span.end - error.span.start}ch` }}
          />
        )}
      </div>
      <SearchProgress />
      {text !== '' && (
        <IconButton icon={X} label="Clear the filter" shortcut="Esc" onClick={() => session.setFilter('')} />
      )}
      {error !== undefined && (
        <div id="filter-error" className={styles.error} role="alert">
          <span>{error.message}.</span>
          {error.suggestion !== undefined && (
            <button type="button" onClick={() => session.setFilter(error.suggestion ?? '')}>
              Use <code>{error.suggestion}</code>
            </button>
          )}
        </div>
      )}
    </search>
  );
}
