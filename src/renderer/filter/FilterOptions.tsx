import { useEffect, useRef } from 'react';
import { formatCount } from '../../shared/format/format';
import styles from './FilterOptions.module.css';
import type { FilterOption } from './filterOptions';

export const FILTER_LIST_ID = 'filter-options';
export const optionId = (index: number) => `filter-option-${index}`;

interface FilterOptionsProps {
  readonly options: readonly FilterOption[];
  readonly active: number;
  readonly onTake: (option: FilterOption) => void;
}

/** The list under the filter: earlier filters, keys, values. */
export function FilterOptions({ options, active, onTake }: FilterOptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(active)}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={FILTER_LIST_ID} className={styles.list} role="listbox" aria-label="Suggestions">
      {options.map((option, index) => (
        <div key={`${option.group} ${option.label} ${option.text}`}>
          {option.group !== options[index - 1]?.group && (
            <div className={styles.group} aria-hidden="true">
              {option.group}
            </div>
          )}
          <div
            id={optionId(index)}
            className={styles.option}
            role="option"
            aria-selected={index === active}
            // The focus stays in the filter.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(option)}
          >
            <span className={styles.label}>{option.label}</span>
            {option.help !== undefined && <span className={styles.help}>{option.help}</span>}
            {option.count !== undefined && option.count > 0 && (
              <span className={styles.count}>{formatCount(option.count)}</span>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
