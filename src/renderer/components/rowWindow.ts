/** Which rows of a long list are in sight, for a list of rows of one height. */

export const ROW_HEIGHT_PX = 26;

/**
 * Chromium clamps elements at 33,554,428 px. Beyond this many rows the scroll position stands for a fraction of the
 * list instead of for pixels.
 */
const MAX_SCROLL_PX = 24_000_000;

/** Rows drawn above and below what is in sight, so that scrolling shows no gaps. */
const OVERSCAN = 6;

export interface ScrollPosition {
  readonly scrollTopPx: number;
  readonly viewportPx: number;
  readonly rowCount: number;
}

export interface RowWindow {
  /** First row to draw, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Where the first drawn row begins, from the top of the scrolled content. */
  readonly offsetPx: number;
  /** Height of the scrolled content. */
  readonly contentPx: number;
}

/** Height of the scrolled content for a number of rows. */
export function contentHeightPx(rowCount: number): number {
  return Math.min(rowCount * ROW_HEIGHT_PX, MAX_SCROLL_PX);
}

/** First row in sight, possibly between two rows. */
export function firstVisibleRow({ scrollTopPx, viewportPx, rowCount }: ScrollPosition): number {
  const contentPx = contentHeightPx(rowCount);
  const fullPx = rowCount * ROW_HEIGHT_PX;
  if (contentPx === fullPx) return scrollTopPx / ROW_HEIGHT_PX;
  const scrollable = contentPx - viewportPx;
  return ((scrollTopPx / scrollable) * (fullPx - viewportPx)) / ROW_HEIGHT_PX;
}

export function rowWindow(position: ScrollPosition): RowWindow {
  const { scrollTopPx, viewportPx, rowCount } = position;
  const first = Math.max(0, Math.min(firstVisibleRow(position), rowCount));
  const start = Math.max(0, Math.floor(first) - OVERSCAN);
  const end = Math.min(rowCount, Math.ceil(first + viewportPx / ROW_HEIGHT_PX) + OVERSCAN);
  return {
    start,
    end,
    offsetPx: scrollTopPx - (first - start) * ROW_HEIGHT_PX,
    contentPx: contentHeightPx(rowCount),
  };
}

/** Scroll position that brings a row into sight with the least movement; the present one if it is in sight already. */
export function scrollTopToShow(row: number, position: ScrollPosition): number {
  const { scrollTopPx, viewportPx } = position;
  const first = firstVisibleRow(position);
  const rowsInView = viewportPx / ROW_HEIGHT_PX;
  if (row >= first && row + 1 <= first + rowsInView) return scrollTopPx;
  return scrollTopFor(row < first ? row : row + 1 - rowsInView, position);
}

/** Scroll position at which a row, or a place between two, is the first in sight. */
function scrollTopFor(wantedFirst: number, { viewportPx, rowCount }: ScrollPosition): number {
  const contentPx = contentHeightPx(rowCount);
  const fullPx = rowCount * ROW_HEIGHT_PX;
  if (contentPx === fullPx) return wantedFirst * ROW_HEIGHT_PX;
  return ((wantedFirst * ROW_HEIGHT_PX) / (fullPx - viewportPx)) * (contentPx - viewportPx);
}
