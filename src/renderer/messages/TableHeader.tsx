import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { useSession, useWindowState } from '../session/SessionContext';
import { withColumnMoved } from './columnLayout';
import styles from './MessageTable.module.css';
import { messageColumn, WATERFALL } from './messageColumns';
import { SpanLabel, type SpanLength } from './SpanLabel';
import { nextSortOrder } from './sorting';
import type { MessageTableModel } from './useMessageTable';

interface TableHeaderProps {
  readonly table: MessageTableModel;
  readonly spanLength: SpanLength;
}

/** Labels of the columns: a click sorts, a drag moves the column, its right edge resizes it. */
export function TableHeader({ table, spanLength }: TableHeaderProps) {
  const session = useSession();
  const sortOrder = useWindowState((state) => state.sortOrder);
  const [dragged, setDragged] = useState<string>();
  /** Where what is dragged would go: before this column. */
  const [dropBefore, setDropBefore] = useState<string>();
  const headers = table.getHeaderGroups()[0]?.headers ?? [];

  const drop = () => {
    const { preferences } = session;
    if (dragged !== undefined && dropBefore !== undefined) {
      const before = dropBefore === END ? undefined : dropBefore;
      preferences.change({ columns: withColumnMoved(preferences.current.columns, dragged, before) });
    }
    setDragged(undefined);
    setDropBefore(undefined);
  };

  return (
    <div className={styles.headerRow} role="row" aria-rowindex={1}>
      {headers.map((header, place) => {
        const { key, label, isLabelHidden, help, align, sort } = messageColumn(header.column.id);
        const isSorted = sortOrder?.column === key;
        return (
          <div
            key={key}
            className={styles.headerCell}
            role="columnheader"
            aria-colindex={place + 1}
            aria-sort={isSorted ? (sortOrder.isDescending ? 'descending' : 'ascending') : undefined}
            data-column={key}
            data-align={align ?? 'left'}
            data-sortable={sort !== undefined}
            data-dragged={dragged === key}
            data-drop={
              dropBefore === key ? 'before' : dropBefore === END && place === headers.length - 1 ? 'after' : undefined
            }
            title={help}
            draggable={!header.column.getIsResizing()}
            onClick={() => sort && session.setSortOrder(nextSortOrder(key, sortOrder))}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(key);
            }}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              const { left, width } = event.currentTarget.getBoundingClientRect();
              const isLeftHalf = event.clientX < left + width / 2;
              setDropBefore(isLeftHalf ? key : (headers[place + 1]?.column.id ?? END));
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
            onDragEnd={() => {
              setDragged(undefined);
              setDropBefore(undefined);
            }}
          >
            <span className={isLabelHidden ? styles.visuallyHidden : styles.headerTitle}>{label}</span>
            {key === WATERFALL && <SpanLabel length={spanLength} />}
            {isSorted && <SortMark isDescending={sortOrder.isDescending} />}
            {header.column.getCanResize() && (
              <div
                className={styles.resizer}
                aria-hidden="true"
                data-resizing={header.column.getIsResizing()}
                onMouseDown={(event) => {
                  // No drag of the whole column begins here.
                  event.preventDefault();
                  header.getResizeHandler()(event);
                }}
                onTouchStart={header.getResizeHandler()}
                onClick={(event) => event.stopPropagation()}
                onDoubleClick={() => resetWidth(session.preferences, key)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Instead of a column's id. */
const END = '|';

function SortMark({ isDescending }: { readonly isDescending: boolean }) {
  const Icon = isDescending ? ArrowDown : ArrowUp;
  return <Icon className={styles.sortMark} size={12} strokeWidth={2.4} aria-hidden="true" />;
}

function resetWidth(preferences: ReturnType<typeof useSession>['preferences'], id: string): void {
  const { columns } = preferences.current;
  const { [id]: _, ...widthsPx } = columns.widthsPx;
  preferences.change({ columns: { ...columns, widthsPx } });
}
