import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { CanvasView, type Draw } from '../components/CanvasView';
import { useSession, useSessionState } from '../session/SessionContext';
import { Brush } from './Brush';
import { drawOverview, OVERVIEW_HEIGHT_PX, OVERVIEW_LANES, SLICE_PX, sliceNear, slicesOf } from './drawOverview';
import styles from './Overview.module.css';
import { type TimeScale, timeAt } from './timeScale';
import { useOverview } from './useOverview';

const LANE_LABELS = [
  ['messages', 'Messages'],
  ['errors', 'Errors'],
  ['blocked', 'Blocked'],
] as const;

/** The whole session at a glance, and the brush that narrows every view to a part of it. */
export function Overview() {
  const session = useSession();
  const gaps = useSessionState((state) => state.facts.gaps);
  const { overview, version, fromUs, untilUs } = useOverview();
  const [widthPx, setWidthPx] = useState(0);
  const [pointerPx, setPointerPx] = useState<number>();
  const plot = useRef<HTMLDivElement>(null);
  const { startUs: originUs } = session;

  useEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scale: TimeScale = useMemo(() => ({ fromUs, untilUs, widthPx }), [fromUs, untilUs, widthPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the sums, which live outside React.
  const slices = useMemo(() => slicesOf(overview, scale), [overview, scale, version]);
  const draw = useCallback<Draw>(
    (context, _width, _height, palette) => drawOverview(context, palette, scale, slices, gaps, originUs),
    [scale, slices, gaps, originUs],
  );
  const onPointerMove = (event: PointerEvent) => {
    setPointerPx(event.clientX - event.currentTarget.getBoundingClientRect().left);
  };
  const hovered = pointerPx === undefined ? undefined : sliceNear(slices, pointerPx);

  return (
    <section
      className={styles.strip}
      aria-label="Overview of the session"
      ref={(element) => element?.style.setProperty('--overview-height', `${OVERVIEW_HEIGHT_PX}px`)}
    >
      <div className={styles.labels} aria-hidden="true">
        {LANE_LABELS.map(([lane, label]) => {
          const { top, height } = OVERVIEW_LANES[lane];
          return (
            <span key={lane} data-lane={lane} style={{ top: top + height / 2 }}>
              {label}
            </span>
          );
        })}
      </div>
      <div
        ref={plot}
        className={styles.plot}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointerPx(undefined)}
      >
        <CanvasView draw={draw} />
        <Brush scale={scale} />
        {hovered !== undefined && pointerPx !== undefined && (
          <Hover scale={scale} pointerPx={pointerPx} slice={hovered} originUs={originUs} />
        )}
      </div>
    </section>
  );
}

interface HoverProps {
  readonly scale: TimeScale;
  readonly pointerPx: number;
  readonly slice: ReturnType<typeof sliceNear>;
  readonly originUs: number;
}

/** What is under the pointer. */
function Hover({ scale, pointerPx, slice, originUs }: HoverProps) {
  const atUs = timeAt(scale, pointerPx) - originUs;
  const nearUs = ((scale.untilUs - scale.fromUs) / Math.max(1, scale.widthPx)) * SLICE_PX * slice.slices;
  const messages = Math.round(slice.messages);
  const isRight = pointerPx > scale.widthPx / 2;
  return (
    <>
      <div className={styles.pointer} style={{ left: pointerPx }} />
      <div
        className={styles.hover}
        style={isRight ? { right: scale.widthPx - pointerPx + 8 } : { left: pointerPx + 8 }}
      >
        <strong>{formatElapsedUs(atUs)}</strong>
        <span className={styles.dim}>± {formatDurationUs(nearUs / 2)}</span>
        <span>
          {slice.messages > 0 && messages === 0
            ? '< 1 message'
            : `${formatCount(messages)} ${messages === 1 ? 'message' : 'messages'}`}
        </span>
        {slice.errors > 0 && (
          <span className={styles.error}>
            {formatCount(Math.ceil(slice.errors))} {Math.ceil(slice.errors) === 1 ? 'error' : 'errors'}
          </span>
        )}
        {slice.blockedUs > 0 && (
          <span className={styles.blocked}>
            main blocked {Math.min(100, Math.round((slice.blockedUs / nearUs) * 100))} %
          </span>
        )}
      </div>
    </>
  );
}
