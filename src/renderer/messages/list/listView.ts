/** The list as it is drawn: where it is scrolled to, its lines in sight, and their waterfall. React is not asked for any of it. */

import type { HighlightRule } from '../../../shared/bridge/windowPreferences';
import type { LineRange } from '../../components/listPosition';
import { VirtualList, type VirtualListElements, type VirtualListOwner } from '../../components/virtualList';
import { type MessageRow, readMessageRow } from '../../session/readMessageRow';
import type { SessionModel } from '../../session/sessionModel';
import type { ListLines } from '../dividers';
import { type TimeSpan, timeSpanOf } from '../timeSpan';
import type { MarkTemplates } from './MarkTemplates';
import { RowPainter, type TableLine } from './rowPainter';
import { WaterfallCanvas } from './waterfallCanvas';

/** The elements that it draws in, all below the one that scrolls. */
export interface ListElements extends VirtualListElements {
  readonly rows: HTMLElement;
  readonly waterfallLayer: HTMLElement;
  readonly waterfall: HTMLCanvasElement;
}

/** What it shows, besides what the session says. */
export interface ListContent {
  readonly lines: ListLines;
  /** Columns in sight, from left to right. */
  readonly columns: readonly string[];
  highlightOf(row: number): HighlightRule | undefined;
}

export class ListView implements VirtualListOwner {
  private readonly list: VirtualList;
  private readonly painter: RowPainter;
  private readonly waterfall: WaterfallCanvas;
  private content: ListContent | undefined;
  private columns = '';
  private startUs = Number.NaN;

  /** @param onSpan gets the stretch of time that the waterfall covers */
  constructor(
    private readonly session: SessionModel,
    private readonly elements: ListElements,
    private readonly marks: MarkTemplates,
    private readonly onSpan: (span: TimeSpan) => void,
  ) {
    const { rows, waterfallLayer, waterfall } = elements;
    this.painter = new RowPainter(rows, () => session.store.getState().capture);
    this.waterfall = new WaterfallCanvas(waterfallLayer, waterfall);
    this.list = new VirtualList(elements, this);
  }

  dispose(): void {
    this.list.dispose();
    this.waterfall.dispose();
    this.session.isBeingScrolled = false;
  }

  /** Lines that fit in sight, less one. */
  get pageLines(): number {
    return this.list.pageLines;
  }

  /** Draws again after messages, the filter or the columns changed. */
  update(content: ListContent): void {
    this.content = content;
    const columns = content.columns.join(' ');
    if (columns !== this.columns || this.session.startUs !== this.startUs) {
      this.columns = columns;
      this.startUs = this.session.startUs;
      this.painter.reset(content.columns, { marks: this.marks, startUs: this.startUs });
    }
    this.list.update(content.lines.length);
  }

  /** Brings a message into sight with the least movement. */
  show(index: number): void {
    if (this.content !== undefined) this.list.show(this.content.lines.lineOf(index));
  }

  /** Brings a message into the middle. */
  center(index: number): void {
    if (this.content !== undefined) this.list.center(this.content.lines.lineOf(index));
  }

  isFollowing(): boolean {
    return this.session.windowStore.getState().isFollowing;
  }

  /** The selected message. */
  anchorLine(): number | undefined {
    const { selectedRow } = this.session.windowStore.getState();
    const index = selectedRow === undefined ? undefined : this.session.indexOf(selectedRow);
    return index === undefined ? undefined : this.content?.lines.lineOf(index);
  }

  /** Scrolling decides: away from the end following stops, back at the end it continues. */
  onScroll(isAtEnd: boolean): void {
    this.session.isBeingScrolled = true;
    this.session.setFollowing(isAtEnd);
  }

  onScrollEnd(): void {
    this.session.isBeingScrolled = false;
  }

  draw(range: LineRange, topOf: (line: number) => number): void {
    if (this.content === undefined) return;
    const { content } = this;
    const { scroller } = this.elements;
    const { selectedRow } = this.session.windowStore.getState();
    const drawn: (TableLine | undefined)[] = [];
    for (let line = range.start; line < range.end; line++) drawn.push(this.lineAt(line, content, selectedRow));
    this.painter.draw(range, (line) => drawn[line - range.start], topOf);
    const messages = drawn.map((line) => (line !== undefined && 'message' in line ? line.message : undefined));
    const span = timeSpanOf(this.spanned(messages, range.start));
    this.waterfall.draw(messages, span, topOf(range.start));
    this.onSpan(span);
    // Only a row that is drawn can be pointed at.
    const isDrawn = selectedRow !== undefined && messages.some((message) => message?.row === selectedRow);
    if (isDrawn) scroller.setAttribute('aria-activedescendant', `message-${selectedRow}`);
    else scroller.removeAttribute('aria-activedescendant');
  }

  /** The waterfall covers the messages in sight; while they change, all that are drawn, so that none falls out of it. */
  private spanned(messages: readonly (MessageRow | undefined)[], start: number): MessageRow[] {
    const inSight = this.list.visibleLines();
    const seen = this.session.isBeingScrolled ? messages : messages.slice(inSight.start - start, inSight.end - start);
    return seen.filter((message) => message !== undefined);
  }

  private lineAt(
    line: number,
    { lines, highlightOf }: ListContent,
    selectedRow: number | undefined,
  ): TableLine | undefined {
    const { session } = this;
    const place = lines.at(line);
    if (typeof place !== 'number') return { divider: place };
    const row = session.rowAt(place);
    if (row === undefined || row >= session.table.length) return undefined;
    return {
      message: readMessageRow(session.table, row, highlightOf(row)),
      index: place,
      isSelected: session.selection.has(row),
      isCurrent: row === selectedRow,
    };
  }
}
