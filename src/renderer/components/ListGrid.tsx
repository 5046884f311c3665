import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './ListGrid.module.css';
import type { LineRange } from './listPosition';
import { gridTemplate, type TableColumn } from './tableColumn';
import { VirtualList } from './virtualList';

export interface ListColumn extends TableColumn {
  readonly isSortable?: boolean;
}

export interface ListSort {
  readonly column: string;
  readonly isDescending: boolean;
}

interface ListGridProps<Column extends ListColumn> {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** @returns undefined for a row that is gone */
  readonly rowId: (index: number) => string | undefined;
  readonly renderCell: (index: number, column: Column) => ReactNode;
  /** As `data-status` of a row, for its colours. */
  readonly rowStatus?: (index: number) => string | undefined;
  readonly selectedIndex: number | undefined;
  readonly onSelect: (index: number) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (index: number) => void;
  readonly sort?: ListSort;
  readonly onSort?: (column: string) => void;
  /** Shown where there are no rows. */
  readonly children?: ReactNode;
}

/** A long list in columns that draws only visible rows. Pointer and keyboard can do everything. */
export function ListGrid<Column extends ListColumn>({
  label,
  columns,
  rowCount,
  rowId,
  renderCell,
  rowStatus,
  selectedIndex,
  onSelect,
  onOpen,
  sort,
  onSort,
  children,
}: ListGridProps<Column>) {
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualList>(undefined);
  const [drawn, setDrawn] = useState<DrawnRows>({ start: 0, end: 0, topPx: 0 });
  useLayoutEffect(() => {
    if (scroller.current === null || content.current === null) return;
    const elements = { scroller: scroller.current, content: content.current };
    const made = new VirtualList(elements, {
      draw: ({ start, end }, topOf) => setDrawn((before) => reuseIfSame(before, { start, end, topPx: topOf(start) })),
    });
    list.current = made;
    return () => made.dispose();
  }, []);
  useLayoutEffect(() => list.current?.update(rowCount), [rowCount]);

  const select = (index: number) => {
    if (rowCount === 0) return;
    const clamped = Math.max(0, Math.min(rowCount - 1, index));
    onSelect(clamped);
    list.current?.show(clamped);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && selectedIndex !== undefined && onOpen !== undefined) {
      event.preventDefault();
      onOpen(selectedIndex);
      return;
    }
    const next = movedIndex(event.key, selectedIndex, list.current?.pageLines ?? 1, rowCount);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  };

  const start = drawn.start;
  // Rows may have gone since they were drawn.
  const end = Math.min(drawn.end, rowCount);
  const indexes = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
  const isDrawn = selectedIndex !== undefined && selectedIndex >= start && selectedIndex < end;
  return (
    <div
      className={styles.grid}
      ref={(element) => {
        element?.style.setProperty('--list-columns', gridTemplate(columns));
        element?.style.setProperty('--list-width', `${columns.reduce((sum, { widthPx }) => sum + widthPx, 0)}px`);
      }}
    >
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-activedescendant={isDrawn ? `${gridId}-${selectedIndex}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.header} role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              className={styles.headerCell}
              data-align={column.align}
              title={column.help}
              aria-sort={sort?.column !== column.key ? undefined : sort.isDescending ? 'descending' : 'ascending'}
            >
              {column.isSortable ? (
                <button type="button" onClick={() => onSort?.(column.key)}>
                  {column.label}
                  {sort?.column === column.key && <SortMark isDescending={sort.isDescending} />}
                </button>
              ) : (
                column.label
              )}
            </div>
          ))}
        </div>
        <div ref={content} className={styles.content}>
          <div className={styles.rows} style={{ transform: `translateY(${drawn.topPx}px)` }}>
            {indexes.map((index) => (
              <div
                key={rowId(index) ?? index}
                id={`${gridId}-${index}`}
                className={styles.row}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === selectedIndex}
                data-even={index % 2 === 0}
                data-status={rowStatus?.(index)}
                onClick={() => onSelect(index)}
                onDoubleClick={() => onOpen?.(index)}
              >
                {columns.map((column) => (
                  <div
                    key={column.key}
                    className={styles.cell}
                    role="gridcell"
                    data-align={column.align}
                    data-column={column.key}
                  >
                    {renderCell(index, column)}
                  </div>
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
      {rowCount === 0 && children !== undefined && <div className={styles.empty}>{children}</div>}
    </div>
  );
}

interface DrawnRows extends LineRange {
  /** Where the first one lies. */
  readonly topPx: number;
}

/** Returns the same object if nothing changed, so that React does not render. */
function reuseIfSame(before: DrawnRows, now: DrawnRows): DrawnRows {
  const isSame = before.start === now.start && before.end === now.end && before.topPx === now.topPx;
  return isSame ? before : now;
}

function SortMark({ isDescending }: { readonly isDescending: boolean }) {
  const Icon = isDescending ? ChevronDown : ChevronUp;
  return <Icon size={12} strokeWidth={2.4} aria-hidden="true" />;
}

/** Where a key leads; undefined for keys that don't move. */
function movedIndex(key: string, current: number | undefined, page: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return current === undefined ? 0 : current + 1;
    case 'ArrowUp':
      return current === undefined ? count - 1 : current - 1;
    case 'PageDown':
      return (current ?? 0) + page;
    case 'PageUp':
      return (current ?? 0) - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
