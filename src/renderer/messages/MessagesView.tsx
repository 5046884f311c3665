import { ArrowDownToLine } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { type MouseEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../shared/format/format';
import { hasMod, opensMenu } from '../commands/chords';
import { gridTemplate } from '../components/tableColumn';
import { FindBar } from '../find/FindBar';
import { readMessageRow } from '../session/readMessageRow';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { ColumnsMenu } from './ColumnsMenu';
import { EmptyMessages } from './EmptyMessages';
import { DrawnMarks } from './list/MarkTemplates';
import styles from './MessagesView.module.css';
import { type MessageColumn, messageColumn, WATERFALL } from './messageColumns';
import { SpanLength } from './SpanLabel';
import { TableHeader } from './TableHeader';
import { type MenuTarget, TableMenu } from './TableMenu';
import { GO_TO_NEWEST } from './tableCommands';
import { useListKeys } from './useListKeys';
import { useListView } from './useListView';
import { useMessageTable } from './useMessageTable';

/** The live table. React draws its frame and its header; the lines in sight are drawn by the list itself. */
export function MessagesView() {
  const session = useSession();
  const isFollowing = useWindowState((state) => state.isFollowing);
  const isComplete = useSessionState(({ capture }) => capture.phase === 'opened');
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const waterfallLayer = useRef<HTMLDivElement>(null);
  const waterfall = useRef<HTMLCanvasElement>(null);
  const isScrollable = useIsScrollable(scroller, content);
  const [menuTarget, setMenuTarget] = useState<MenuTarget>();
  const [spanLength] = useState(() => new SpanLength());
  const table = useMessageTable();

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const columnIds = headers.map((header) => header.column.id).join(' ');
  const columns = useMemo(() => columnIds.split(' '), [columnIds]);
  const { marks, lines, view } = useListView(
    () => ({
      scroller: there(scroller.current),
      content: there(content.current),
      rows: there(rows.current),
      waterfallLayer: there(waterfallLayer.current),
      waterfall: there(waterfall.current),
    }),
    columns,
    spanLength.set,
  );
  const onKeyDown = useListKeys(view);

  const onMouseDown = (event: MouseEvent) => {
    const row = event.button === 0 && !opensMenu(event) ? rowOf(event.target) : undefined;
    if (row === undefined) return;
    // The list must not move under the pointer: another message might be there when the button comes up.
    session.setFollowing(false);
    if (event.shiftKey) session.selection.extendTo(row);
    else if (hasMod(event)) session.selection.toggle(row);
    else session.select(row);
  };

  const onContextMenu = (event: MouseEvent) => {
    const target = menuTargetOf(session, event.target);
    if (target === undefined) event.preventDefault();
    else if (target.type === 'message' && !session.selection.has(target.message.row))
      session.select(target.message.row);
    setMenuTarget(target);
  };

  const widthOf = ({ key }: MessageColumn) => table.getColumn(key)?.getSize() ?? 0;
  const template = gridTemplate(columns.map(messageColumn), widthOf);
  const minWidth = `${headers.reduce((sum, header) => sum + header.getSize(), 0)}px`;
  const isNarrow = headers.some((header) => header.getSize() < messageColumn(header.column.id).widthPx);
  const waterfallColumn = columns.indexOf(WATERFALL);

  return (
    <div
      className={styles.grid}
      data-narrow={isNarrow}
      ref={(element) => setTableVariables(element, template, minWidth)}
    >
      <DrawnMarks of={marks} />
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
            tabIndex={0}
            onKeyDown={onKeyDown}
            onMouseDown={onMouseDown}
            onContextMenu={onContextMenu}
          >
            <TableHeader table={table} spanLength={spanLength} />
            <div ref={content} className={styles.content}>
              <div ref={rows} role="rowgroup" />
              <div
                ref={waterfallLayer}
                className={styles.waterfallLayer}
                hidden={waterfallColumn < 0}
                aria-hidden="true"
              >
                <canvas ref={waterfall} className={styles.waterfall} style={{ gridColumn: waterfallColumn + 1 }} />
              </div>
            </div>
          </div>
        </ContextMenu.Trigger>
        <TableMenu target={menuTarget} table={table} />
      </ContextMenu.Root>
      <ColumnsMenu table={table} />
      <FindBar />
      {lines.messages === 0 && <EmptyMessages />}
      {/* Where all messages are there and in sight, it would lead nowhere. */}
      {!isFollowing && lines.messages > 0 && (isScrollable || !isComplete) && (
        <button type="button" className={styles.latest} onClick={() => GO_TO_NEWEST.run?.(session)}>
          <ArrowDownToLine size={14} aria-hidden="true" />
          Latest
          <span className={styles.visuallyHidden}> of {formatCount(lines.messages)} messages</span>
        </button>
      )}
    </div>
  );
}

/** @throws Error for an element that React has not made: a fault of the program */
function there<Made extends Element>(element: Made | null): Made {
  if (element === null) throw new Error('an element of the list is missing');
  return element;
}

function rowOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  return row === undefined ? undefined : Number(row);
}

function menuTargetOf(session: SessionModel, target: EventTarget): MenuTarget | undefined {
  if (!(target instanceof Element)) return undefined;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column ?? 'channel';
  if (target.closest('[role=columnheader]') !== null) return { type: 'header', column };
  const row = rowOf(target);
  return row === undefined ? undefined : { type: 'message', message: readMessageRow(session.table, row), column };
}

function setTableVariables(element: HTMLElement | null, template: string, minWidth: string): void {
  element?.style.setProperty('--table-columns', template);
  element?.style.setProperty('--table-min-width', minWidth);
}

/** Whether the content of an element is higher than the element. */
function useIsScrollable(element: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): boolean {
  const [isScrollable, setScrollable] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null || content.current === null) return;
    const observer = new ResizeObserver(() => setScrollable(current.scrollHeight > current.clientHeight));
    observer.observe(current);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [element, content]);
  return isScrollable;
}
