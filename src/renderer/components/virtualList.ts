/**
 * A long list of which only the visible lines and some around them are drawn. It knows where the list is scrolled to, and asks its
 * owner to draw whenever other lines are needed. The owner may draw with React or without.
 */

import { LINE_HEIGHT_PX, type LineRange, ListPosition } from './listPosition';

/** The header stays above the lines while they are scrolled. */
const HEADER_PX = 28;

export interface VirtualListElements {
  readonly scroller: HTMLElement;
  /** In the scroller; gets the height of the list, or the largest that an element can have. */
  readonly content: HTMLElement;
}

export interface VirtualListOwner {
  /** @param topOf where a line lies in the content */
  draw(lines: LineRange, topOf: (line: number) => number): void;
  /** Whether the list stays at its end; absent: never. */
  isFollowing?(): boolean;
  /** A line that stays visible when the list becomes smaller. */
  anchorLine?(): number | undefined;
  /** The user scrolls. */
  onScroll?(isAtEnd: boolean): void;
  onScrollEnd?(): void;
}

export class VirtualList {
  private readonly position = new ListPosition();
  private readonly observer: ResizeObserver;
  private isScrolling = false;
  private contentPx = 0;
  private setScrollPx = 0;
  private drawn: LineRange = { start: 0, end: 0 };
  /** Where the first line of the list lay when these were drawn. */
  private drawnBasePx = 0;

  constructor(
    private readonly elements: VirtualListElements,
    private readonly owner: VirtualListOwner,
  ) {
    const { scroller } = elements;
    this.position.resize(this.heightPx());
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(scroller);
    scroller.addEventListener('scroll', this.scrolled, { passive: true });
    scroller.addEventListener('scrollend', this.scrollEnded, { passive: true });
  }

  dispose(): void {
    const { scroller } = this.elements;
    this.observer.disconnect();
    scroller.removeEventListener('scroll', this.scrolled);
    scroller.removeEventListener('scrollend', this.scrollEnded);
  }

  /** Visible lines, less one. */
  get pageLines(): number {
    return Math.max(1, Math.floor(this.position.viewportPx / LINE_HEIGHT_PX) - 1);
  }

  /** The lines of which at least half is visible. */
  visibleLines(): LineRange {
    return this.position.inSight();
  }

  /** Draws again: lines came, went or changed. */
  update(lineCount: number): void {
    this.position.setLineCount(lineCount);
    this.place();
    this.draw();
    this.scrollElement();
  }

  /** Makes a line visible with the least movement. */
  show(line: number): void {
    this.move(() => this.position.show(line));
  }

  /** Brings a line into the middle. */
  center(line: number): void {
    this.move(() => this.position.center(line));
  }

  private move(go: () => void): void {
    // Before the height is known, nothing is visible.
    if (this.position.viewportPx === 0) return;
    go();
    this.draw();
    this.scrollElement();
  }

  /** While it follows, it is at the end; else what is visible stays. */
  private place(): void {
    const { position } = this;
    if (position.contentPx !== this.contentPx) {
      this.contentPx = position.contentPx;
      this.elements.content.style.height = `${this.contentPx}px`;
    }
    if (this.owner.isFollowing?.()) position.goToEnd();
    // Between the first and the last movement of a scroll, its place is the user's.
    else if (!this.isScrolling) position.settle();
  }

  /** Comes last: it forces a layout, which the browser then does only once. */
  private scrollElement(): void {
    const { scrollTopPx } = this.position;
    if (scrollTopPx === this.setScrollPx) return;
    this.setScrollPx = scrollTopPx;
    this.elements.scroller.scrollTop = scrollTopPx;
  }

  private readonly scrolled = () => {
    // The browser scrolls a list that grows, and may report that first.
    if (this.heightPx() !== this.position.viewportPx) this.resized();
    const { scrollTop } = this.elements.scroller;
    // This code set the position, in whole device pixels. The user did not scroll.
    if (Math.abs(scrollTop - this.setScrollPx) < 1) return;
    this.isScrolling = true;
    this.setScrollPx = scrollTop;
    this.position.scrolledTo(scrollTop);
    this.owner.onScroll?.(this.position.isAtEnd);
    // The drawn lines are still valid, but there may be too few.
    if (!this.position.isCoveredBy(this.drawn) || this.position.topOf(0) !== this.drawnBasePx) this.draw();
  };

  private readonly scrollEnded = () => {
    this.isScrolling = false;
    this.owner.onScrollEnd?.();
    this.position.settle();
    this.draw();
    this.scrollElement();
  };

  private resized(): void {
    const { position } = this;
    const anchor = this.owner.anchorLine?.();
    const { start, end } = position.inSight();
    position.resize(this.heightPx());
    this.place();
    // A panel does not hide the line for which it was opened.
    if (anchor !== undefined && anchor >= start && anchor < end) position.show(anchor);
    this.draw();
    this.scrollElement();
  }

  private heightPx(): number {
    return Math.max(0, this.elements.scroller.clientHeight - HEADER_PX);
  }

  private draw(): void {
    const { position } = this;
    this.drawn = position.visible();
    this.drawnBasePx = position.topOf(0);
    this.owner.draw(this.drawn, (line) => position.topOf(line));
  }
}
