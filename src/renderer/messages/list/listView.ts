/** The list as it is drawn: where it is scrolled to, its lines in sight, and their waterfall. React is not asked for any of it. */

import type { HighlightRule } from '../../../shared/bridge/windowPreferences';
import { type MessageRow, readMessageRow } from '../../session/messageRow';
import type { SessionModel } from '../../session/sessionModel';
import type { ListLines } from '../dividers';
import { type TimeSpan, timeSpanOf } from '../timeSpan';
import { LINE_HEIGHT_PX, type LineRange, ListPosition } from './listPosition';
import type { MarkTemplates } from './MarkTemplates';
import { type DrawnLine, RowPainter } from './rowPainter';
import { WaterfallCanvas } from './waterfallCanvas';

const HEADER_PX = 28;

/** The elements that it draws in, all below the one that scrolls. */
export interface ListElements {
  readonly scroller: HTMLElement;
  /** As high as the list, or as high as an element can be. */
  readonly content: HTMLElement;
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

export class ListView {
  private readonly position = new ListPosition();
  private readonly painter: RowPainter;
  private readonly waterfall: WaterfallCanvas;
  private readonly observer: ResizeObserver;
  private content: ListContent | undefined;
  private columns = '';
  private startUs = Number.NaN;
  private contentPx = 0;
  private range: LineRange = { start: 0, end: 0 };
  /** Where the first line of the list lay when the range was drawn. */
  private drawnBasePx = 0;
  private setScrollPx = 0;

  /** @param onSpan gets the stretch of time that the waterfall covers */
  constructor(
    private readonly session: SessionModel,
    private readonly elements: ListElements,
    private readonly marks: MarkTemplates,
    private readonly onSpan: (span: TimeSpan) => void,
  ) {
    const { scroller, rows, waterfallLayer, waterfall } = elements;
    this.painter = new RowPainter(rows, () => session.store.getState().capture);
    this.waterfall = new WaterfallCanvas(waterfallLayer, waterfall);
    this.position.resize(this.heightPx());
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(scroller);
    scroller.addEventListener('scroll', this.scrolled, { passive: true });
    scroller.addEventListener('scrollend', this.scrollEnded, { passive: true });
  }

  dispose(): void {
    const { scroller } = this.elements;
    this.observer.disconnect();
    this.waterfall.dispose();
    scroller.removeEventListener('scroll', this.scrolled);
    scroller.removeEventListener('scrollend', this.scrollEnded);
    this.session.isBeingScrolled = false;
  }

  /** Lines that fit in sight, less one. */
  get pageLines(): number {
    return Math.max(1, Math.floor(this.position.viewportPx / LINE_HEIGHT_PX) - 1);
  }

  /** Messages came or changed, or others are shown, or shown otherwise. */
  update(content: ListContent): void {
    this.content = content;
    const columns = content.columns.join(' ');
    if (columns !== this.columns || this.session.startUs !== this.startUs) {
      this.columns = columns;
      this.startUs = this.session.startUs;
      this.painter.reset(content.columns, { marks: this.marks, startUs: this.startUs });
    }
    this.position.setLineCount(content.lines.length);
    this.place();
    this.draw();
    this.scrollElement();
  }

  /** Brings a message into sight with the least movement. */
  show(index: number): void {
    this.move((lines) => this.position.show(lines.lineOf(index)));
  }

  /** Brings a message into the middle. */
  center(index: number): void {
    this.move((lines) => this.position.center(lines.lineOf(index)));
  }

  private move(to: (lines: ListLines) => void): void {
    // Before the height is known, nothing is in sight.
    if (this.content === undefined || this.position.viewportPx === 0) return;
    to(this.content.lines);
    this.draw();
    this.scrollElement();
  }

  /** While it follows, it is at the end; else what is in sight stays. */
  private place(): void {
    const { position } = this;
    if (position.contentPx !== this.contentPx) {
      this.contentPx = position.contentPx;
      this.elements.content.style.height = `${this.contentPx}px`;
    }
    if (this.session.windowStore.getState().isFollowing) position.goToEnd();
    // Between the first and the last movement of a scroll, its place is the user's.
    else if (!this.session.isBeingScrolled) position.settle();
  }

  /** Comes last: it makes the browser lay out what was drawn, which it then need not do a second time. */
  private scrollElement(): void {
    const { scrollTopPx } = this.position;
    if (scrollTopPx === this.setScrollPx) return;
    this.setScrollPx = scrollTopPx;
    this.elements.scroller.scrollTop = scrollTopPx;
  }

  private readonly scrolled = () => {
    // The browser scrolls a list that becomes higher, and may report that first.
    if (this.heightPx() !== this.position.viewportPx) this.resized();
    const { scrollTop } = this.elements.scroller;
    // It was not the user, but what was set here, in whole pixels of the screen.
    if (Math.abs(scrollTop - this.setScrollPx) < 1) return;
    this.session.isBeingScrolled = true;
    this.setScrollPx = scrollTop;
    this.position.scrolledTo(scrollTop);
    // The user decides by where he scrolls: away from the end, following stops; back to it, it goes on.
    this.session.setFollowing(this.position.isAtEnd);
    this.drawMissing();
  };

  private readonly scrollEnded = () => {
    this.session.isBeingScrolled = false;
    this.position.settle();
    this.draw();
    this.scrollElement();
  };

  private resized(): void {
    const { position } = this;
    const selected = this.selectedLine();
    const { start, end } = position.inSight();
    position.resize(this.heightPx());
    this.place();
    // A panel that was opened does not hide what it was opened for.
    if (selected !== undefined && selected >= start && selected < end) position.show(selected);
    this.draw();
    this.scrollElement();
  }

  private selectedLine(): number | undefined {
    const { selectedRow } = this.session.windowStore.getState();
    const index = selectedRow === undefined ? undefined : this.session.indexOf(selectedRow);
    return index === undefined ? undefined : this.content?.lines.lineOf(index);
  }

  private heightPx(): number {
    return Math.max(0, this.elements.scroller.clientHeight - HEADER_PX);
  }

  /** After the list was scrolled: what is drawn is still right. */
  private drawMissing(): void {
    const { position } = this;
    if (!position.isCoveredBy(this.range) || position.topOf(0) !== this.drawnBasePx) this.draw();
  }

  private draw(): void {
    if (this.content === undefined) return;
    const { position, session, content } = this;
    const { scroller } = this.elements;
    const { selectedRow } = session.windowStore.getState();
    const range = position.visible();
    this.range = range;
    this.drawnBasePx = position.topOf(0);
    const drawn: (DrawnLine | undefined)[] = [];
    for (let line = range.start; line < range.end; line++) drawn.push(this.lineAt(line, content, selectedRow));
    this.painter.draw(
      range,
      (line) => drawn[line - range.start],
      (line) => position.topOf(line),
    );
    const messages = drawn.map((line) => (line !== undefined && 'message' in line ? line.message : undefined));
    const span = timeSpanOf(this.spanned(messages, range.start));
    this.waterfall.draw(messages, span, position.topOf(range.start));
    this.onSpan(span);
    // Only a row that is drawn can be pointed at.
    const isDrawn = selectedRow !== undefined && messages.some((message) => message?.row === selectedRow);
    if (isDrawn) scroller.setAttribute('aria-activedescendant', `message-${selectedRow}`);
    else scroller.removeAttribute('aria-activedescendant');
  }

  /** The waterfall covers the messages in sight; while they change, all that are drawn, so that none falls out of it. */
  private spanned(messages: readonly (MessageRow | undefined)[], start: number): MessageRow[] {
    const inSight = this.position.inSight();
    const seen = this.session.isBeingScrolled ? messages : messages.slice(inSight.start - start, inSight.end - start);
    return seen.filter((message) => message !== undefined);
  }

  private lineAt(
    line: number,
    { lines, highlightOf }: ListContent,
    selectedRow: number | undefined,
  ): DrawnLine | undefined {
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
