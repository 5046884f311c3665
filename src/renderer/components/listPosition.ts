/**
 * Where a long list of lines of one height is scrolled to. Chromium clamps elements at 33,554,428 px, so a list may have more lines
 * than its element has room for. Then the lines in sight are laid out around where the element is scrolled to: small
 * movements move them pixel by pixel, large ones lead to the same share of the list as of the element.
 */

export const LINE_HEIGHT_PX = 26;

const MAX_CONTENT_PX = 24_000_000;

/** Lines drawn above and below what is in sight: scrolling shows no gaps, and draws several lines at a time, not a few in every frame. */
const OVERSCAN_LINES = 14;

/** When fewer are left, others are drawn. */
const MIN_OVERSCAN_LINES = 4;

/** A movement by more pages at once is a jump to another share of the list. */
const JUMP_PAGES = 4;

/** By how much of the element the place in it may differ from the place in the list. */
const MAX_DRIFT = 1 / 200;

/** Lines by number, from the first up to the last but one. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export class ListPosition {
  private lineCount = 0;
  private heightPx = 0;
  private scrolledPx = 0;
  /** Where the first line of the list lies in the element; below zero where lines before those in sight have no room. */
  private basePx = 0;

  get viewportPx(): number {
    return this.heightPx;
  }

  /** Where the element is to be scrolled to. */
  get scrollTopPx(): number {
    return this.scrolledPx;
  }

  get contentPx(): number {
    return Math.min(this.lineCount * LINE_HEIGHT_PX, MAX_CONTENT_PX);
  }

  get isAtEnd(): boolean {
    return this.maxScrollPx - this.scrolledPx < LINE_HEIGHT_PX;
  }

  /** Where a line lies in the element. */
  topOf(line: number): number {
    return this.basePx + line * LINE_HEIGHT_PX;
  }

  /** The lines of which at least half is in sight. */
  inSight(): LineRange {
    const start = Math.round(this.firstLine);
    return {
      start,
      end: Math.min(this.lineCount, Math.max(start + 1, Math.round(this.firstLine + this.linesInSight))),
    };
  }

  /** Whether drawn lines are enough for what is in sight. */
  isCoveredBy({ start, end }: LineRange): boolean {
    const first = Math.max(0, this.firstLine - MIN_OVERSCAN_LINES);
    const last = Math.min(this.lineCount, this.firstLine + this.linesInSight + MIN_OVERSCAN_LINES);
    return start <= first && end >= last;
  }

  /** The lines to draw: always as many, as long as there are enough and the height is the same. */
  visible(): LineRange {
    const wanted = Math.ceil(this.heightPx / LINE_HEIGHT_PX) + 1 + 2 * OVERSCAN_LINES;
    const start = Math.max(0, Math.min(Math.floor(this.firstLine) - OVERSCAN_LINES, this.lineCount - wanted));
    return { start, end: Math.min(this.lineCount, start + wanted) };
  }

  /** The list's element has another height. */
  resize(viewportPx: number): void {
    this.heightPx = viewportPx;
    this.setLineCount(this.lineCount);
  }

  /** The list is longer or shorter. What is in sight stays, if there is still something. */
  setLineCount(lineCount: number): void {
    this.lineCount = lineCount;
    if (this.scrolledPx > this.maxScrollPx) this.scrolledPx = this.maxScrollPx;
    if (!this.isScaled) this.basePx = 0;
    else if (this.firstLine > this.maxFirstLine) this.putFirst(this.maxFirstLine);
  }

  /** The user scrolled the element. */
  scrolledTo(scrollTopPx: number): void {
    const movedPx = Math.abs(scrollTopPx - this.scrolledPx);
    this.scrolledPx = scrollTopPx;
    if (!this.isScaled) return;
    const { maxScrollPx } = this;
    if (scrollTopPx <= 0) this.putFirst(0);
    else if (scrollTopPx >= maxScrollPx - 0.5) this.putFirst(this.maxFirstLine);
    else if (movedPx > JUMP_PAGES * this.heightPx) this.putFirst((scrollTopPx / maxScrollPx) * this.maxFirstLine);
    else this.putFirst(Math.max(0, Math.min(this.maxFirstLine, this.firstLine)));
  }

  goToEnd(): void {
    this.goTo(this.maxFirstLine);
  }

  /** Brings a line into sight with the least movement; stays if it is in sight already. */
  show(line: number): void {
    const { firstLine, linesInSight } = this;
    if (line < firstLine) this.goTo(line);
    else if (line + 1 > firstLine + linesInSight) this.goTo(line + 1 - linesInSight);
  }

  /** Brings a line into the middle. */
  center(line: number): void {
    this.goTo(line + 0.5 - this.linesInSight / 2);
  }

  /**
   * Lets the place in the element agree with that in the list again, from which small movements and new lines have led it away. What
   * is in sight stays.
   */
  settle(): void {
    if (!this.isScaled) return;
    const properPx = this.properScrollPx(this.firstLine);
    // Near an end, less room is left before the element can't be scrolled on.
    const roomPx = Math.min(this.scrolledPx, this.maxScrollPx - this.scrolledPx) / 2;
    if (Math.abs(properPx - this.scrolledPx) > Math.min(this.maxScrollPx * MAX_DRIFT, roomPx))
      this.goTo(this.firstLine);
  }

  private get isScaled(): boolean {
    return this.lineCount * LINE_HEIGHT_PX > MAX_CONTENT_PX;
  }

  private get maxScrollPx(): number {
    return Math.max(0, this.contentPx - this.heightPx);
  }

  /** The first line in sight, possibly between two. */
  private get firstLine(): number {
    return (this.scrolledPx - this.basePx) / LINE_HEIGHT_PX;
  }

  private get linesInSight(): number {
    return this.heightPx / LINE_HEIGHT_PX;
  }

  private get maxFirstLine(): number {
    return Math.max(0, this.lineCount - this.linesInSight);
  }

  private goTo(wantedLine: number): void {
    const line = Math.max(0, Math.min(this.maxFirstLine, wantedLine));
    this.scrolledPx = this.properScrollPx(line);
    this.putFirst(line);
  }

  private properScrollPx(line: number): number {
    if (!this.isScaled) return line * LINE_HEIGHT_PX;
    return Math.round((line / this.maxFirstLine) * this.maxScrollPx);
  }

  /** Lays the lines out so that this one is the first in sight; on whole pixels, so that texts are sharp. */
  private putFirst(line: number): void {
    this.basePx = this.isScaled ? Math.round(this.scrolledPx - line * LINE_HEIGHT_PX) : 0;
  }
}
