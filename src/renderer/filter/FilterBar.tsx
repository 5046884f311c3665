import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../components/IconButton';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './FilterBar.module.css';
import { FILTER_LIST_ID, FilterOptions, optionId } from './FilterOptions';
import { FilterText } from './FilterText';
import { FILTER_INPUT_ID } from './filterCommands';
import { SavedFilters } from './SavedFilters';
import { SearchProgress } from './SearchProgress';
import { useFilterInput } from './useFilterInput';

/** The filter with completions, and its error under the wrong part. */
export function FilterBar() {
  const session = useSession();
  const text = useWindowState((state) => state.filterText);
  const wrong = useWindowState((state) => state.filterError);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const { options, active, isOpen, take, onChange, onKeyDown, onSelect, onBlur } = useFilterInput(input);
  // A filter that is being completed has no error yet.
  const isUnfinished = isOpen && wrong?.suggestion === undefined && wrong?.span.end === text.length;
  const error = isUnfinished ? undefined : wrong;

  const scrollMirror = () => {
    if (mirror.current !== null) mirror.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };

  return (
    <search className={styles.bar} data-invalid={error !== undefined}>
      <Search size={14} strokeWidth={2.2} aria-hidden="true" className={styles.icon} />
      <div className={styles.field}>
        <FilterText ref={mirror} text={text} error={error} />
        <input
          ref={input}
          id={FILTER_INPUT_ID}
          className={styles.input}
          type="text"
          role="combobox"
          placeholder="Filter: notes   kind:invoke   dur>50ms   -status:ok   (a | b)"
          aria-label="Filter"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          aria-controls={isOpen ? FILTER_LIST_ID : undefined}
          aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'filter-error'}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target)}
          onKeyDown={onKeyDown}
          onSelect={(event) => {
            onSelect(event.currentTarget);
            scrollMirror();
          }}
          onScroll={scrollMirror}
          onBlur={onBlur}
        />
      </div>
      <SearchProgress />
      {text !== '' && (
        <IconButton icon={X} label="Clear the filter" shortcut="Esc" onClick={() => session.setFilter('')} />
      )}
      <SavedFilters />
      {(error !== undefined || isOpen) && (
        <div className={styles.panel}>
          {error !== undefined && (
            <div id="filter-error" className={styles.error} role="alert">
              <span>{error.message}.</span>
              {[error.suggestion, error.textSuggestion].map(
                (suggestion) =>
                  suggestion !== undefined && (
                    <button
                      key={suggestion}
                      type="button"
                      onMouseDown={(event) => event.preventDefault()}
                      onClick={() => session.setFilter(suggestion)}
                    >
                      Use <code>{suggestion}</code>
                    </button>
                  ),
              )}
            </div>
          )}
          {isOpen && <FilterOptions options={options} active={active} onTake={take} />}
        </div>
      )}
    </search>
  );
}
