import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { movedBefore, nextSortOrder, sortingOf, sortOrderOf } from './columnLayout';
import styles from './MessagesView.module.css';
import { messageColumn, WATERFALL } from './messageColumns';
import { SpanLabel, type SpanLength } from './SpanLabel';
import type { MessageTableModel } from './useMessageTable';

interface TableHeaderProps {
  readonly table: MessageTableModel;
  readonly spanLength: SpanLength;
}

/** Labels of the columns: a click sorts, a drag moves the column, its right edge resizes it. */
export function TableHeader({ table, spanLength }: TableHeaderProps) {
  const [dragged, setDragged] = useState<string>();
  /** Where what is dragged would go: before this column. */
  const [dropBefore, setDropBefore] = useState<string>();
  const headers = table.getHeaderGroups()[0]?.headers ?? [];

  const drop = () => {
    if (dragged !== undefined && dropBefore !== undefined) {
      const before = dropBefore === END ? undefined : dropBefore;
      table.setColumnOrder((order) => movedBefore(order, dragged, before));
    }
    setDragged(undefined);
    setDropBefore(undefined);
  };

  return (
    <div className={styles.headerRow} role="row" aria-rowindex={1}>
      {headers.map((header, place) => {
        const { column } = header;
        const { key, label, isLabelHidden, help, align } = messageColumn(column.id);
        const sorted = column.getIsSorted();
        return (
          <div
            key={key}
            className={styles.headerCell}
            role="columnheader"
            aria-colindex={place + 1}
            aria-sort={sorted === false ? undefined : sorted === 'desc' ? 'descending' : 'ascending'}
            data-column={key}
            data-align={align ?? 'left'}
            data-sortable={column.getCanSort()}
            data-dragged={dragged === key}
            data-drop={
              dropBefore === key ? 'before' : dropBefore === END && place === headers.length - 1 ? 'after' : undefined
            }
            title={help}
            draggable={!column.getIsResizing()}
            onClick={() => {
              if (column.getCanSort()) table.setSorting((now) => sortingOf(nextSortOrder(key, sortOrderOf(now))));
            }}
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
            {sorted !== false && <SortMark isDescending={sorted === 'desc'} />}
            {column.getCanResize() && (
              <div
                className={styles.resizer}
                aria-hidden="true"
                data-resizing={column.getIsResizing()}
                onMouseDown={(event) => {
                  // No drag of the whole column begins here.
                  event.preventDefault();
                  header.getResizeHandler()(event);
                }}
                onTouchStart={header.getResizeHandler()}
                onClick={(event) => event.stopPropagation()}
                onDoubleClick={() => column.resetSize()}
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
