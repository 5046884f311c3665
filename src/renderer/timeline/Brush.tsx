import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { TimeRange } from '../../shared/columns/timeRange';
import { formatElapsedUs } from '../../shared/format/format';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './Brush.module.css';
import { type TimeScale, timeAt, xOf } from './timeScale';
import { useThrottled } from './useThrottled';

/** Less than this is a click. */
const MIN_DRAG_PX = 3;
const HANDLE_PX = 9;
/** A view of a million messages takes a moment to narrow. */
const NARROW_INTERVAL_MS = 60;
const STEP = 0.01;
const LARGE_STEP = 0.1;

type Side = 'from' | 'until';

interface Drag {
  readonly what: Side | 'new' | 'window';
  readonly startPx: number;
  readonly range: { readonly fromUs: number; readonly untilUs: number };
  hasMoved: boolean;
}

/** Chooses the time range of all views, by dragging or by its two handles. */
export function Brush({ scale }: { readonly scale: TimeScale }) {
  const session = useSession();
  const timeRange = useWindowState((state) => state.timeRange);
  const drag = useRef<Drag>(undefined);
  const narrow = useThrottled((range: TimeRange | undefined) => session.setTimeRange(range), NARROW_INTERVAL_MS);
  const shown = clampRange(timeRange ?? scale, scale);
  const [left, right] = [xOf(scale, shown.fromUs), xOf(scale, shown.untilUs)];

  /** @param isEnded whether it is the last of a drag, which must not be lost */
  const setRange = (fromUs: number, untilUs: number, isEnded: boolean) => {
    const [least, most] = [Math.max(scale.fromUs, Math.min(fromUs, untilUs)), Math.max(fromUs, untilUs)];
    const isAll = least <= scale.fromUs && most >= scale.untilUs;
    // A range that reaches the end grows with the session.
    const range = isAll
      ? undefined
      : { fromUs: least, untilUs: most >= scale.untilUs ? Number.POSITIVE_INFINITY : most };
    narrow(range, isEnded);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const near = (edge: number) => timeRange !== undefined && Math.abs(x - edge) <= HANDLE_PX;
    const isInside = timeRange !== undefined && x > left && x < right;
    const what = near(left) ? 'from' : near(right) ? 'until' : isInside && !event.shiftKey ? 'window' : 'new';
    drag.current = { what, startPx: x, range: shown, hasMoved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>, isEnded = false) => {
    const current = drag.current;
    if (current === undefined) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    if (!current.hasMoved && Math.abs(x - current.startPx) < MIN_DRAG_PX) return;
    current.hasMoved = true;
    const at = timeAt(scale, Math.max(0, Math.min(scale.widthPx, x)));
    const { range, what } = current;
    if (what === 'new') setRange(timeAt(scale, current.startPx), at, isEnded);
    else if (what === 'from') setRange(at, range.untilUs, isEnded);
    else if (what === 'until') setRange(range.fromUs, at, isEnded);
    else {
      const lengthUs = range.untilUs - range.fromUs;
      const movedUs = timeAt(scale, x) - timeAt(scale, current.startPx);
      const fromUs = Math.max(scale.fromUs, Math.min(scale.untilUs - lengthUs, range.fromUs + movedUs));
      setRange(fromUs, fromUs + lengthUs, isEnded);
    }
  };

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    onPointerMove(event, true);
    drag.current = undefined;
  };

  const onKeyDown = (event: KeyboardEvent, side: Side) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === 'Escape' ? 'reset' : movedTo(event, shown[`${side}Us`], scale);
    if (next === undefined || (next === 'reset' && timeRange === undefined)) return;
    event.preventDefault();
    if (next === 'reset') session.setTimeRange(undefined);
    else if (side === 'from') setRange(Math.min(next, shown.untilUs), shown.untilUs, true);
    else setRange(shown.fromUs, Math.max(next, shown.fromUs), true);
  };

  const spanMs = Math.round((scale.untilUs - scale.fromUs) / 1000);
  return (
    <div
      className={styles.brush}
      role="group"
      aria-label="Time that the views show"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => session.setTimeRange(undefined)}
      data-active={timeRange !== undefined}
      title={timeRange === undefined ? undefined : 'Double-click: all of the session'}
    >
      {timeRange !== undefined && (
        <>
          <div className={styles.shade} style={{ left: 0, width: Math.max(0, left) }} />
          <div className={styles.shade} style={{ left: right, right: 0 }} />
          <div className={styles.window} style={{ left, width: Math.max(1, right - left) }} />
        </>
      )}
      {(['from', 'until'] as const).map((side) => (
        <div
          key={side}
          className={styles.handle}
          role="slider"
          tabIndex={0}
          aria-label={side === 'from' ? 'Show from' : 'Show until'}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={spanMs}
          aria-valuenow={Math.round((shown[`${side}Us`] - scale.fromUs) / 1000)}
          aria-valuetext={`${formatElapsedUs(shown[`${side}Us`] - session.startUs)} of ${formatElapsedUs(scale.untilUs - session.startUs)}`}
          data-side={side}
          style={{ left: side === 'from' ? left : right }}
          onKeyDown={(event) => onKeyDown(event, side)}
        />
      ))}
    </div>
  );
}

function clampRange({ fromUs, untilUs }: TimeRange, scale: TimeScale): { fromUs: number; untilUs: number } {
  const clamp = (us: number) => Math.max(scale.fromUs, Math.min(scale.untilUs, us));
  return { fromUs: clamp(fromUs), untilUs: clamp(untilUs) };
}

/** Where a key moves a handle, in microseconds since the epoch; undefined for other keys. */
function movedTo({ key, shiftKey }: KeyboardEvent, us: number, { fromUs, untilUs }: TimeScale): number | undefined {
  const spanUs = untilUs - fromUs;
  const by = (part: number) => Math.max(fromUs, Math.min(untilUs, us + part * spanUs));
  const step = shiftKey ? LARGE_STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(-step);
    case 'ArrowRight':
    case 'ArrowUp':
      return by(step);
    case 'PageDown':
      return by(-LARGE_STEP);
    case 'PageUp':
      return by(LARGE_STEP);
    case 'Home':
      return fromUs;
    case 'End':
      return untilUs;
    default:
      return undefined;
  }
}
