import { useTable } from '@tanstack/react-table';
import { ArrowDownToLine } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatCount, formatDurationUs } from '../../shared/format/format';
import { useSession, useSessionState } from '../session/SessionContext';
import { EmptyMessages } from './EmptyMessages';
import styles from './MessageTable.module.css';
import { columnMeta, createMessageColumns, tableFeaturesInUse } from './messageColumns';
import { type MessageRow, readMessageRow } from './messageRow';
import { ROW_HEIGHT_PX, rowWindow, scrollTopToCenter, scrollTopToShow } from './rowWindow';
import { TableRow } from './TableRow';
import { timeSpanOf } from './timeSpan';

const COLUMN_IDS = ['time', 'direction', 'kind', 'channel', 'from', 'to', 'status', 'size', 'duration', 'waterfall'];

/** The live table. Only the rows in sight exist for React and for the table library. */
export function MessageTable() {
  const session = useSession();
  const version = useSessionState((state) => state.version);
  const shown = useSessionState((state) => state.shown);
  const viewVersion = useSessionState((state) => state.viewVersion);
  const selectedRow = useSessionState((state) => state.selectedRow);
  const isFollowing = useSessionState((state) => state.isFollowing);
  const scroller = useRef<HTMLDivElement>(null);
  const [{ scrollTopPx, viewportPx }, setScroll] = useState({ scrollTopPx: 0, viewportPx: 0 });

  const visible = rowWindow({ scrollTopPx, viewportPx, rowCount: shown });
  const { start, end } = visible;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the columns, which live outside React.
  const rows = useMemo(() => {
    const messages: MessageRow[] = [];
    for (let index = start; index < end; index++) {
      const row = session.rowAt(index);
      if (row !== undefined) messages.push(readMessageRow(session.table, row));
    }
    return messages;
  }, [session, version, start, end]);
  const span = useMemo(() => timeSpanOf(rows), [rows]);

  const { startUs } = session;
  const columns = useMemo(() => createMessageColumns(startUs), [startUs]);
  const table = useTable({
    features: tableFeaturesInUse,
    columns,
    data: rows,
    getRowId: (message) => String(message.row),
    columnResizeMode: 'onChange',
  });

  const scrollTo = useCallback((topPx: number) => {
    if (scroller.current !== null) scroller.current.scrollTop = topPx;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setScroll({ scrollTopPx: element.scrollTop, viewportPx: element.clientHeight - HEADER_PX });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Before paint, so that the tail never shows a gap.
  useLayoutEffect(() => {
    if (isFollowing && viewportPx > 0) scrollTo(visible.contentPx);
  }, [isFollowing, viewportPx, visible.contentPx, scrollTo]);

  // A message found with one filter is looked at among others with the next: it stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another view moves the table, not a new row or selection.
  useLayoutEffect(() => {
    const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    if (index === undefined || index === shown - 1) return;
    scrollTo(scrollTopToCenter(index, { scrollTopPx, viewportPx, rowCount: shown }));
  }, [viewVersion]);

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    setScroll({ scrollTopPx: element.scrollTop, viewportPx: element.clientHeight - HEADER_PX });
    // The user decides by where he scrolls: away from the end, following stops; back to it, it goes on.
    const distancePx = element.scrollHeight - element.clientHeight - element.scrollTop;
    session.setFollowing(distancePx < ROW_HEIGHT_PX);
  };

  const selectIndex = (index: number) => {
    const clamped = Math.max(0, Math.min(shown - 1, index));
    const row = session.rowAt(clamped);
    if (row === undefined) return;
    session.select(row);
    if (clamped < shown - 1) session.setFollowing(false);
    scrollTo(scrollTopToShow(clamped, { scrollTopPx, viewportPx, rowCount: shown }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    const page = Math.max(1, Math.floor(viewportPx / ROW_HEIGHT_PX) - 1);
    const target = targetIndex(event.key, current, page, shown);
    if (target === undefined) return;
    event.preventDefault();
    if (event.key === 'End') session.setFollowing(true);
    selectIndex(target);
  };

  const sizes = table.getHeaderGroups()[0]?.headers ?? [];
  const template = sizes
    .map((header) => {
      const { grow } = columnMeta(header.column.id);
      return grow === undefined ? `${header.getSize()}px` : `minmax(${header.getSize()}px, ${grow}fr)`;
    })
    .join(' ');
  const minWidth = `${sizes.reduce((sum, header) => sum + header.getSize(), 0)}px`;
  // Only a row that is drawn can be pointed at.
  const isDrawn = rows.some((message) => message.row === selectedRow);
  const selectedId = isDrawn ? `message-${selectedRow}` : undefined;

  return (
    <div className={styles.grid} ref={(element) => setTableVariables(element, template, minWidth)}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label="Messages"
        aria-rowcount={shown + 1}
        aria-colcount={COLUMN_IDS.length}
        aria-activedescendant={selectedId}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div className={styles.headerRow} role="row" aria-rowindex={1}>
          {sizes.map((header) => (
            <div
              key={header.id}
              className={styles.headerCell}
              role="columnheader"
              aria-colindex={header.index + 1}
              data-align={columnMeta(header.column.id).align}
            >
              <table.FlexRender header={header} />
              {header.column.id === 'waterfall' && (
                <span className={styles.dim}> · {formatDurationUs(span.endUs - span.startUs)}</span>
              )}
              {header.column.getCanResize() && (
                <div
                  className={styles.resizer}
                  aria-hidden="true"
                  data-resizing={header.column.getIsResizing()}
                  onMouseDown={header.getResizeHandler()}
                  onTouchStart={header.getResizeHandler()}
                  onDoubleClick={() => header.column.resetSize()}
                />
              )}
            </div>
          ))}
        </div>
        <div className={styles.content} style={{ height: visible.contentPx }}>
          <div className={styles.rows} style={{ transform: `translateY(${visible.offsetPx}px)` }}>
            {table.getRowModel().rows.map((row, i) => (
              <TableRow
                key={row.id}
                message={row.original}
                cells={row}
                index={start + i}
                span={span}
                startUs={startUs}
                isSelected={row.original.row === selectedRow}
                onSelect={session.select.bind(session)}
              />
            ))}
          </div>
        </div>
      </div>
      {shown === 0 && <EmptyMessages />}
      {!isFollowing && shown > 0 && (
        <button type="button" className={styles.latest} onClick={() => session.setFollowing(true)}>
          <ArrowDownToLine size={14} aria-hidden="true" />
          Latest
          <span className={styles.visuallyHidden}> of {formatCount(shown)} messages</span>
        </button>
      )}
    </div>
  );
}

const HEADER_PX = 28;

function setTableVariables(element: HTMLElement | null, template: string, minWidth: string): void {
  element?.style.setProperty('--table-columns', template);
  element?.style.setProperty('--table-min-width', minWidth);
}

/** Where a key leads from the selected message; undefined for keys that don't move. */
function targetIndex(key: string, current: number | undefined, page: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return current === undefined ? last : current + 1;
    case 'ArrowUp':
      return current === undefined ? last : current - 1;
    case 'PageDown':
      return (current ?? last) + page;
    case 'PageUp':
      return (current ?? last) - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
