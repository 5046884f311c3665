/**
 * Draws the lines of the list that are in sight. Elements of lines that went out of sight are used again for those that came, and
 * only what differs is written: to change a few texts costs a tenth of making a row.
 */

import { formatCount } from '../../../shared/format/format';
import { visibleText } from '../../../shared/format/visibleText';
import type { CaptureState } from '../../../shared/session/captureState';
import type { LineRange } from '../../components/listPosition';
import { isSameRow, type MessageRow } from '../../session/readMessageRow';
import dividerStyles from '../DividerLine.module.css';
import { type Divider, eventText } from '../dividers';
import styles from '../MessagesView.module.css';
import { messageColumn } from '../messageColumns';
import { type CellContext, spanOf } from './cellPaint';

interface MessageLine {
  readonly message: MessageRow;
  /** Its place among the messages of the list. */
  readonly index: number;
  readonly isSelected: boolean;
  /** Of the selected ones, it is the one that the detail shows. */
  readonly isCurrent: boolean;
}

export type TableLine = MessageLine | { readonly divider: Divider };

interface Cell {
  readonly element: HTMLElement;
  readonly paint: (message: MessageRow, context: CellContext) => void;
}

interface LineElement {
  readonly element: HTMLElement;
  topPx: number;
}

interface RowElement extends LineElement {
  readonly cells: readonly Cell[];
  shown: MessageLine | undefined;
}

interface DividerElement extends LineElement {
  shown: Divider | undefined;
}

export class RowPainter {
  private lines: (RowElement | DividerElement)[] = [];
  private start = 0;
  private columns: readonly string[] = [];
  private context: CellContext | undefined;

  /** @param captureNow the current state of the apps */
  constructor(
    private readonly holder: HTMLElement,
    private readonly captureNow: () => CaptureState,
  ) {
    // Only what is pointed at needs a tooltip.
    holder.addEventListener('pointerover', ({ target }) => this.setTitle(target));
  }

  /** Begins again: with other columns, or when times are counted from another moment. */
  reset(columns: readonly string[], context: CellContext): void {
    this.columns = columns;
    this.context = context;
    for (const { element } of this.lines) element.remove();
    this.lines = [];
  }

  /** @param topOf where a line lies in the list's element */
  draw(
    { start, end }: LineRange,
    lineAt: (line: number) => TableLine | undefined,
    topOf: (line: number) => number,
  ): void {
    this.rotate(start);
    while (this.lines.length > end - start) this.lines.pop()?.element.remove();
    for (let line = start; line < end; line++) {
      const drawn = lineAt(line);
      const element = this.elementFor(line - start, drawn);
      const topPx = topOf(line);
      if (element.topPx !== topPx) {
        element.topPx = topPx;
        element.element.style.top = `${topPx}px`;
      }
    }
  }

  /** The message that an element is drawn for. */
  messageOf(element: Element): MessageRow | undefined {
    const line = this.lines.find((drawn) => drawn.element === element);
    return line !== undefined && 'cells' in line ? line.shown?.message : undefined;
  }

  /** Lines that stay in sight keep their elements, and these the order of the lines. */
  private rotate(start: number): void {
    const { lines } = this;
    const moved = start - this.start;
    this.start = start;
    if (Math.abs(moved) >= lines.length) return;
    if (moved > 0) {
      const gone = lines.splice(0, moved);
      lines.push(...gone);
      this.holder.append(...gone.map(({ element }) => element));
    } else if (moved < 0) {
      const gone = lines.splice(moved);
      lines.unshift(...gone);
      this.holder.prepend(...gone.map(({ element }) => element));
    }
  }

  private elementFor(place: number, drawn: TableLine | undefined): LineElement {
    let line = this.lines[place];
    const isDivider = drawn !== undefined && 'divider' in drawn;
    if (line === undefined || 'cells' in line === isDivider) {
      const made = isDivider ? createDivider() : createRow(this.columns);
      if (line === undefined) this.holder.append(made.element);
      else line.element.replaceWith(made.element);
      this.lines[place] = made;
      line = made;
    }
    line.element.hidden = drawn === undefined;
    if (drawn !== undefined && this.context !== undefined) {
      if ('cells' in line) paintRow(line, drawn as MessageLine, this.context);
      else paintDivider(line, (drawn as { divider: Divider }).divider, this.context);
    }
    return line;
  }

  private setTitle(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null;
    const message = cell?.parentElement ? this.messageOf(cell.parentElement) : undefined;
    if (cell === null || message === undefined) return;
    cell.title = visibleText(messageColumn(cell.dataset.column ?? '').title(message, this.captureNow()) ?? '');
  }
}

function createRow(columns: readonly string[]): RowElement {
  const element = lineElement(styles.row);
  const cells = columns.map((column) => createCell(column));
  element.append(...cells.map((cell) => cell.element));
  return { element, cells, topPx: Number.NaN, shown: undefined };
}

function createCell(key: string): Cell {
  const { align, grow, paint } = messageColumn(key);
  const element = document.createElement('div');
  element.className = styles.cell ?? '';
  element.setAttribute('role', 'gridcell');
  element.dataset.column = key;
  element.dataset.align = align ?? 'left';
  element.dataset.fits = String(grow === undefined);
  return { element, paint: paint(element) };
}

function paintRow(row: RowElement, line: MessageLine, context: CellContext): void {
  const { element, shown } = row;
  row.shown = line;
  const { message, index, isSelected, isCurrent } = line;
  if (shown?.isSelected !== isSelected) {
    element.setAttribute('aria-selected', String(isSelected));
    element.dataset.selected = String(isSelected);
  }
  if (shown?.isCurrent !== isCurrent) element.dataset.current = String(isCurrent);
  if (shown?.index !== index) {
    element.setAttribute('aria-rowindex', String(index + 2));
    if (shown === undefined || shown.index % 2 !== index % 2) element.dataset.even = String(index % 2 === 0);
  }
  if (shown !== undefined && isSameRow(shown.message, message)) return;
  if (shown?.message.row !== message.row) {
    element.id = `message-${message.row}`;
    element.dataset.row = String(message.row);
  }
  if (shown?.message.status !== message.status) element.dataset.status = message.status;
  const color = message.highlight?.color;
  if (shown?.message.highlight?.color !== color) {
    if (color === undefined) delete element.dataset.highlight;
    else element.dataset.highlight = color;
  }
  for (const cell of row.cells) cell.paint(message, context);
}

function createDivider(): DividerElement {
  return { element: lineElement(dividerStyles.divider), topPx: Number.NaN, shown: undefined };
}

/** What happened between two messages. */
function paintDivider(line: DividerElement, divider: Divider, { marks }: CellContext): void {
  const { event, others } = divider;
  const { shown } = line;
  if (shown !== undefined && shown.event === event && shown.others === others) return;
  line.shown = divider;
  line.element.dataset.event = event.type;
  line.element.dataset.tone = event.tone ?? 'plain';
  line.element.title = event.note ?? '';
  const text = document.createElement('div');
  text.className = dividerStyles.text ?? '';
  text.setAttribute('role', 'gridcell');
  const title = document.createElement('b');
  title.textContent = eventText(event);
  text.append(marks.copy(`divider ${event.type}`), title);
  if (event.type !== 'started' && event.name !== '') text.append(spanOf(dividerStyles.name, event.name));
  if (event.type === 'ended' && event.note !== undefined) text.append(spanOf(dividerStyles.name, event.note));
  if (event.url !== undefined) text.append(spanOf(dividerStyles.url, event.url));
  if (others > 0) text.append(spanOf(dividerStyles.others, `and ${formatCount(others)} more before`));
  line.element.replaceChildren(text);
}

function lineElement(className: string | undefined): HTMLElement {
  const element = document.createElement('div');
  element.className = className ?? '';
  element.setAttribute('role', 'row');
  return element;
}
