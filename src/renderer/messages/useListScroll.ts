/** Where the list is scrolled to, and what moves it: the newest message, the selected one, the user. */

import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { useSession, useSessionState } from '../session/SessionContext';
import type { ListLines } from './dividers';
import {
  contentHeightPx,
  ROW_HEIGHT_PX,
  type RowWindow,
  rowWindow,
  scrollTopToCenter,
  scrollTopToShow,
} from './rowWindow';

export const HEADER_PX = 28;

export interface ListScroll {
  readonly visible: RowWindow;
  /** Lines that fit in sight. */
  readonly pageLines: number;
  onScroll(): void;
  /** Brings a message into sight with the least movement. */
  show(index: number): void;
}

export function useListScroll(scroller: RefObject<HTMLDivElement | null>, lines: ListLines): ListScroll {
  const session = useSession();
  const isFollowing = useSessionState((state) => state.isFollowing);
  const viewVersion = useSessionState((state) => state.viewVersion);
  const selectedRow = useSessionState((state) => state.selectedRow);
  const [{ scrolledPx, viewportPx }, setScroll] = useState({ scrolledPx: 0, viewportPx: 0 });
  // While it follows, it is at the end, wherever the element was scrolled to last: what is new is drawn at once.
  const scrollTopPx =
    isFollowing && viewportPx > 0 ? Math.max(0, contentHeightPx(lines.length) - viewportPx) : scrolledPx;
  const position = { scrollTopPx, viewportPx, rowCount: lines.length };
  const visible = rowWindow(position);

  const scrollTo = useCallback(
    (topPx: number) => {
      if (scroller.current !== null) scroller.current.scrollTop = topPx;
    },
    [scroller],
  );
  const read = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const now = { scrolledPx: element.scrollTop, viewportPx: Math.max(0, element.clientHeight - HEADER_PX) };
    setScroll((before) =>
      before.scrolledPx === now.scrolledPx && before.viewportPx === now.viewportPx ? before : now,
    );
  }, [scroller]);

  useEffect(() => {
    if (scroller.current === null) return;
    const observer = new ResizeObserver(read);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller, read]);

  // Before paint, so that the tail never shows a gap.
  useLayoutEffect(() => {
    if (isFollowing && viewportPx > 0) scrollTo(visible.contentPx);
  }, [isFollowing, viewportPx, visible.contentPx, scrollTo]);

  // A message found with one filter is looked at among others with the next: it stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another view moves the table, not a new row or selection.
  useLayoutEffect(() => {
    const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    if (index === undefined || index === lines.messages - 1) return;
    scrollTo(scrollTopToCenter(lines.lineOf(index), position));
  }, [viewVersion]);

  // Elsewhere, another message may have been selected: the next of its channel, one that was searched for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection moves the table.
  useLayoutEffect(() => {
    const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    if (index !== undefined && viewportPx > 0) scrollTo(scrollTopToShow(lines.lineOf(index), position));
  }, [selectedRow]);

  return {
    visible,
    pageLines: Math.max(1, Math.floor(viewportPx / ROW_HEIGHT_PX) - 1),
    onScroll() {
      const element = scroller.current;
      if (element === null) return;
      read();
      // The user decides by where he scrolls: away from the end, following stops; back to it, it goes on.
      const distancePx = element.scrollHeight - element.clientHeight - element.scrollTop;
      session.setFollowing(distancePx < ROW_HEIGHT_PX);
    },
    show: (index) => scrollTo(scrollTopToShow(lines.lineOf(index), position)),
  };
}
