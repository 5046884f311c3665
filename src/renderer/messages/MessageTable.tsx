import { ArrowDownToLine } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { SessionEvents } from '../../shared/columns/sessionEvents';
import { formatCount } from '../../shared/format/format';
import { FindBar } from '../find/FindBar';
import { useSession, useSessionState } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { ColumnsMenu } from './ColumnsMenu';
import { columnInfo } from './columnInfo';
import { DividerLine } from './DividerLine';
import { type Divider, ListLines } from './dividers';
import { EmptyMessages } from './EmptyMessages';
import styles from './MessageTable.module.css';
import { type MessageRow, readMessageRow } from './messageRow';
import { TableHeader } from './TableHeader';
import { type MenuTarget, TableMenu } from './TableMenu';
import { TableRow } from './TableRow';
import { timeSpanOf } from './timeSpan';
import { useHighlights } from './useHighlights';
import { useListKeys } from './useListKeys';
import { useListScroll } from './useListScroll';
import { useMessageTable } from './useMessageTable';

/** The live table. Only the rows in sight exist for React and for the table library. */
export function MessageTable() {
  const session = useSession();
  const version = useSessionState((state) => state.version);
  const selectedRow = useSessionState((state) => state.selectedRow);
  const isFollowing = useSessionState((state) => state.isFollowing);
  useSessionState((state) => state.selectionVersion);
  const scroller = useRef<HTMLDivElement>(null);
  const [menuTarget, setMenuTarget] = useState<MenuTarget>();
  const highlightOf = useHighlights();
  const events = useMemo(() => new SessionEvents(session.table), [session]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the columns, which live outside React.
  const lines = useMemo(() => ListLines.of(session, events), [session, events, version]);
  const scroll = useListScroll(scroller, lines);
  const { start, end, contentPx, offsetPx } = scroll.visible;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const drawn = useMemo(
    () => drawnLines(session, lines, start, end, highlightOf),
    [session, version, lines, start, end, highlightOf],
  );
  const rows = useMemo(() => drawn.flatMap((line) => ('message' in line ? [line.message] : [])), [drawn]);
  const span = useMemo(() => timeSpanOf(rows), [rows]);
  const table = useMessageTable(rows);
  const onKeyDown = useListKeys(scroll);

  const onPick = useCallback(
    (row: number, event: MouseEvent) => {
      // It is looked at: it must not run away.
      session.setFollowing(false);
      if (event.shiftKey) session.selection.extendTo(row);
      else if (event.ctrlKey || event.metaKey) session.selection.toggle(row);
      else session.select(row);
    },
    [session],
  );

  const onContextMenu = (event: MouseEvent) => {
    const target = menuTargetOf(session, event.target);
    if (target === undefined) event.preventDefault();
    else if (target.type === 'message' && !session.selection.has(target.message.row))
      session.select(target.message.row);
    setMenuTarget(target);
  };

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const columns = headers.map((header) => header.column.id).join(' ');
  const template = headers
    .map((header) => {
      const { grow } = columnInfo(header.column.id);
      return grow === undefined ? `${header.getSize()}px` : `minmax(${header.getSize()}px, ${grow}fr)`;
    })
    .join(' ');
  const minWidth = `${headers.reduce((sum, header) => sum + header.getSize(), 0)}px`;
  const cellsByRow = new Map(table.getRowModel().rows.map((row) => [row.original.row, row]));
  // Only a row that is drawn can be pointed at.
  const selectedId = rows.some((message) => message.row === selectedRow) ? `message-${selectedRow}` : undefined;

  return (
    <div className={styles.grid} ref={(element) => setTableVariables(element, template, minWidth)}>
      <ContextMenu.Root modal={false}>
        <ContextMenu.Trigger asChild>
          <div
            ref={scroller}
            className={styles.scroller}
            role="grid"
            aria-label="Messages"
            aria-rowcount={lines.messages + 1}
            aria-colcount={headers.length}
            aria-multiselectable="true"
            aria-activedescendant={selectedId}
            tabIndex={0}
            onScroll={scroll.onScroll}
            onKeyDown={onKeyDown}
            onContextMenu={onContextMenu}
          >
            <TableHeader table={table} span={span} />
            <div className={styles.content} style={{ height: contentPx }}>
              <div className={styles.rows} style={{ transform: `translateY(${offsetPx}px)` }}>
                {drawn.map((line, drawnAt) => {
                  if ('divider' in line)
                    return <DividerLine key={`divider ${line.divider.event.row}`} divider={line.divider} />;
                  const { message, index } = line;
                  const cells = cellsByRow.get(message.row);
                  if (cells === undefined) return null;
                  return (
                    <TableRow
                      key={slotOf(start + drawnAt, drawn.length)}
                      message={message}
                      cells={cells}
                      columns={columns}
                      index={index}
                      span={span}
                      startUs={session.startUs}
                      isSelected={session.selection.has(message.row)}
                      isCurrent={message.row === selectedRow}
                      onPick={onPick}
                    />
                  );
                })}
              </div>
            </div>
          </div>
        </ContextMenu.Trigger>
        <TableMenu target={menuTarget} />
      </ContextMenu.Root>
      <ColumnsMenu />
      <FindBar />
      {lines.messages === 0 && <EmptyMessages />}
      {!isFollowing && lines.messages > 0 && (
        <button type="button" className={styles.latest} onClick={() => session.goToNewest()}>
          <ArrowDownToLine size={14} aria-hidden="true" />
          Latest
          <span className={styles.visuallyHidden}> of {formatCount(lines.messages)} messages</span>
        </button>
      )}
    </div>
  );
}

/**
 * Where a line is drawn: its element is used again for another message when its own is out of sight, because to change a few
 * texts costs a third of making a row anew. Lines that stay in sight while the list is scrolled keep theirs.
 *
 * @param drawn how many are
 */
function slotOf(line: number, drawn: number): string {
  // A scroll by half a row draws one more or less; that must not move them all.
  return `slot ${line % (Math.ceil(drawn / 8) * 8)}`;
}

type DrawnLine = { readonly divider: Divider } | { readonly message: MessageRow; readonly index: number };

function drawnLines(
  session: SessionModel,
  lines: ListLines,
  start: number,
  end: number,
  highlightOf: ReturnType<typeof useHighlights>,
): DrawnLine[] {
  const drawn: DrawnLine[] = [];
  for (let line = start; line < end; line++) {
    const place = lines.at(line);
    if (typeof place !== 'number') {
      drawn.push({ divider: place });
      continue;
    }
    const row = session.rowAt(place);
    if (row === undefined || row >= session.table.length) continue;
    drawn.push({ message: readMessageRow(session.table, row, highlightOf(row)), index: place });
  }
  return drawn;
}

function menuTargetOf(session: SessionModel, target: EventTarget): MenuTarget | undefined {
  if (!(target instanceof Element)) return undefined;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column ?? 'channel';
  if (target.closest('[role=columnheader]') !== null) return { type: 'header', column };
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  return row === undefined
    ? undefined
    : { type: 'message', message: readMessageRow(session.table, Number(row)), column };
}

function setTableVariables(element: HTMLElement | null, template: string, minWidth: string): void {
  element?.style.setProperty('--table-columns', template);
  element?.style.setProperty('--table-min-width', minWidth);
}
