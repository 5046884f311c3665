import type { TimeRange } from '../../shared/columns/timeRange';
import { useSession, useWindowState } from '../session/SessionContext';
import type { TimeScale } from './timeScale';

const MIN_SPAN_US = 20;
/** Of the whole that may be panned to beyond its ends. */
const MARGIN = 0.02;

export interface TimelineZoom {
  readonly scale: TimeScale;
  readonly isZoomed: boolean;
  /** @param factor above 1: nearer; at a place that stays where it is, from 0 at the left to 1 at the right */
  zoom(factor: number, at?: number): void;
  /** @param part of what is in sight, to the right */
  pan(part: number): void;
  /** Everything in view. */
  reset(): void;
  /** Brings a time into sight. */
  reveal(fromUs: number, untilUs: number): void;
}

/** The visible part of the timeline: a part of the session, or of the range that the brush chose. */
export function useTimelineZoom(session: TimeRange, widthPx: number): TimelineZoom {
  const { windowStore } = useSession();
  const timeRange = useWindowState((state) => state.timeRange);
  const range = useWindowState((state) => state.timelineRange);
  const home = {
    fromUs: Math.max(session.fromUs, timeRange?.fromUs ?? Number.NEGATIVE_INFINITY),
    untilUs: Math.min(session.untilUs, timeRange?.untilUs ?? Number.POSITIVE_INFINITY),
  };
  const homeSpanUs = Math.max(MIN_SPAN_US, home.untilUs - home.fromUs);
  const padded = { fromUs: home.fromUs - homeSpanUs * MARGIN, untilUs: home.fromUs + homeSpanUs * (1 + MARGIN) };
  // Nothing of it is visible after the brush moved elsewhere.
  const isUsable = range !== undefined && range.fromUs < padded.untilUs && range.untilUs > padded.fromUs;
  const { fromUs, untilUs } = isUsable ? range : padded;
  const spanUs = untilUs - fromUs;

  const show = (nextFromUs: number, nextSpanUs: number) => {
    if (nextSpanUs >= padded.untilUs - padded.fromUs) {
      windowStore.setState({ timelineRange: undefined });
      return;
    }
    const clampedUs = Math.max(padded.fromUs, Math.min(padded.untilUs - nextSpanUs, nextFromUs));
    windowStore.setState({ timelineRange: { fromUs: clampedUs, untilUs: clampedUs + nextSpanUs } });
  };
  return {
    scale: { fromUs, untilUs, widthPx },
    isZoomed: isUsable,
    zoom: (factor, at = 0.5) => {
      const nextSpanUs = Math.max(MIN_SPAN_US, spanUs / factor);
      show(fromUs + (spanUs - nextSpanUs) * at, nextSpanUs);
    },
    pan: (part) => show(fromUs + part * spanUs, spanUs),
    reset: () => windowStore.setState({ timelineRange: undefined }),
    reveal: (shownFromUs, shownUntilUs) => {
      if (shownUntilUs >= fromUs && shownFromUs <= untilUs) return;
      show(shownFromUs - spanUs / 2, spanUs);
    },
  };
}
