import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hasSeveralApps } from '../../shared/columns/appLabels';
import { CHUNK_MASK } from '../../shared/columns/columns';
import { endUs, startUs } from '../../shared/columns/timeRange';
import { formatCount, formatDurationUs } from '../../shared/format/format';
import { CanvasView, type Draw } from '../components/CanvasView';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { useViewTally } from '../session/useTally';
import { type BarHit, drawLanes } from './drawLanes';
import { drawTimeAxis } from './drawOverview';
import { BAR_PX, placesOf } from './laneLayout';
import { type Lane, LaneTally } from './laneTally';
import { TimelineHover } from './TimelineHover';
import styles from './TimelineView.module.css';
import { useOverview } from './useOverview';
import { useTimelineZoom } from './useTimelineZoom';

const KEY_PAN = 0.1;
const KEY_ZOOM = 1.4;
/** A notch of a wheel is some 100 px. */
const WHEEL_ZOOM_PX = 250;
const MIN_DRAG_PX = 3;

interface Pointer {
  readonly xPx: number;
  /** From the top of all lanes. */
  readonly yPx: number;
}

/** The messages in view on a time line, in a lane for each endpoint, and when the main process of each app was blocked. */
export function TimelineView() {
  const session = useSession();
  const { table } = session;
  const selectedRow = useWindowState((state) => state.selectedRow);
  const shown = useWindowState((state) => state.shown);
  const hasApps = useSessionState(({ facts }) => hasSeveralApps(facts.targets));
  const nameOf = ({ label, app }: Lane) => (hasApps && app !== undefined ? `${app} › ${label}` : label);
  const sessionSpan = useOverview();
  const viewTally = useViewTally(useCallback(() => new LaneTally(table), [table]));
  const scroller = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0, scrollPx: 0 });
  const [pointer, setPointer] = useState<Pointer>();
  const hits = useRef<readonly BarHit[]>(undefined);
  const drag = useRef<{ xPx: number; hasMoved: boolean }>(undefined);
  const view = useTimelineZoom(sessionSpan, size.widthPx);
  const { scale, zoom, pan, reset, isZoomed } = view;
  const latest = useRef(view);
  latest.current = view;

  const version = viewTally?.version ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the lanes, which live outside React.
  const places = useMemo(() => placesOf(viewTally?.tally.lanes ?? []), [viewTally?.tally, version]);
  const last = places.at(-1);
  const contentPx = last === undefined ? 0 : last.topPx + last.heightPx;

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const draw = useCallback<Draw>(
    (context, _width, heightPx, palette) => {
      if (viewTally === undefined) return;
      const { tally } = viewTally;
      const { scrollPx } = size;
      const drawing = { context, palette, table, tally, places, scale, scrollPx, heightPx, selectedRow };
      hits.current = drawLanes({ ...drawing, originUs: session.startUs }).hits;
    },
    [viewTally?.tally, version, table, places, scale.fromUs, scale.untilUs, scale.widthPx, size.scrollPx, selectedRow],
  );
  const drawAxis = useCallback<Draw>(
    (context, _width, heightPx, palette) =>
      drawTimeAxis(
        context,
        palette,
        { fromUs: scale.fromUs, untilUs: scale.untilUs, widthPx: scale.widthPx },
        session.startUs,
        heightPx,
      ),
    [scale.fromUs, scale.untilUs, scale.widthPx, session],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = () =>
      setSize({
        widthPx: element.clientWidth - LABELS_PX,
        heightPx: element.clientHeight,
        scrollPx: element.scrollTop,
      });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    // React's own listener for the wheel is passive: it could not keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      const at = (event.clientX - element.getBoundingClientRect().left - LABELS_PX) / latest.current.scale.widthPx;
      const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.ctrlKey || event.metaKey) latest.current.zoom(2 ** (-event.deltaY / WHEEL_ZOOM_PX), at);
      else if (isPan) latest.current.pan((event.deltaX || event.deltaY) / latest.current.scale.widthPx);
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('scroll', read);
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('scroll', read);
    };
  }, []);

  // Shows a message that was selected here or in the detail.
  useEffect(() => {
    if (selectedRow === undefined || selectedRow >= table.length) return;
    const columns = table.columns.chunkOf(selectedRow);
    const i = selectedRow & CHUNK_MASK;
    latest.current.reveal(startUs(columns, i), Math.min(endUs(columns, i), Number.MAX_SAFE_INTEGER));
  }, [selectedRow, table]);

  const hitAt = (at: Pointer) => findHit(hits.current, at);
  const select = (row: number | undefined) => {
    if (row === undefined) return;
    session.select(row);
    session.setFollowing(false);
    session.windowStore.setState({ isDetailOpen: true });
  };
  const placeOf = (event: PointerEvent): Pointer => {
    const box = event.currentTarget.getBoundingClientRect();
    return { xPx: event.clientX - box.left - LABELS_PX, yPx: event.clientY - box.top + size.scrollPx };
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const at = placeOf(event);
    if (event.button !== 0 || at.xPx < 0 || at.xPx > scale.widthPx) return;
    drag.current = { xPx: at.xPx, hasMoved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const at = placeOf(event);
    const { current } = drag;
    if (current === undefined) {
      setPointer(at.xPx >= 0 ? at : undefined);
      return;
    }
    if (!current.hasMoved && Math.abs(at.xPx - current.xPx) < MIN_DRAG_PX) return;
    pan((current.xPx - at.xPx) / scale.widthPx);
    drag.current = { xPx: at.xPx, hasMoved: true };
    setPointer(undefined);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const { current } = drag;
    drag.current = undefined;
    if (current !== undefined && !current.hasMoved) select(hitAt(placeOf(event))?.row);
  };
  const step = (by: 1 | -1) => {
    const index = selectedRow === undefined ? -1 : session.viewRows.indexOf(selectedRow);
    select(session.viewRows.at(index < 0 ? 0 : index + by));
  };
  const actions: { readonly [key: string]: (() => void) | undefined } = {
    w: () => zoom(KEY_ZOOM),
    '+': () => zoom(KEY_ZOOM),
    '=': () => zoom(KEY_ZOOM),
    s: () => zoom(1 / KEY_ZOOM),
    '-': () => zoom(1 / KEY_ZOOM),
    a: () => pan(-KEY_PAN),
    ArrowLeft: () => pan(-KEY_PAN),
    d: () => pan(KEY_PAN),
    ArrowRight: () => pan(KEY_PAN),
    Home: () => pan(Number.NEGATIVE_INFINITY),
    End: () => pan(Number.POSITIVE_INFINITY),
    '0': reset,
    ',': () => step(-1),
    '.': () => step(1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  const hovered = pointer === undefined ? undefined : hitAt(pointer);
  const spanUs = scale.untilUs - scale.fromUs;
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.head}>
        <div className={styles.corner}>
          <IconButton icon={ZoomOut} label="Zoom out" shortcut="S" onClick={() => zoom(1 / KEY_ZOOM)} />
          <IconButton icon={ZoomIn} label="Zoom in" shortcut="W" onClick={() => zoom(KEY_ZOOM)} />
          <IconButton icon={Maximize2} label="Show everything" shortcut="0" isDisabled={!isZoomed} onClick={reset} />
          <span className={styles.span} role="status" aria-label="Time in sight">
            {shown > 0 && formatDurationUs(spanUs)}
          </span>
        </div>
        <div className={styles.axis}>
          <CanvasView draw={drawAxis} />
        </div>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="application"
        aria-label={`Lanes of ${formatCount(shown)} messages. W and S zoom, A and D move, comma and full stop go from message to message.`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => setPointer(undefined)}
        onDoubleClick={(event) => {
          const xPx = event.clientX - event.currentTarget.getBoundingClientRect().left - LABELS_PX;
          zoom(4, xPx / scale.widthPx);
        }}
      >
        <div className={styles.content} style={{ height: contentPx }}>
          <div className={styles.picture} style={{ height: size.heightPx, marginBottom: -size.heightPx }}>
            <CanvasView draw={draw} />
          </div>
          {places.map(({ topPx, heightPx }, index) => {
            const lane = viewTally?.tally.lanes[index];
            const name = lane && nameOf(lane);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: lanes are only ever added at the end.
              <div key={index} className={styles.label} style={{ top: topPx, height: heightPx }} title={name}>
                <span className={styles.name}>{name}</span>
                <span className={styles.count}>
                  {lane?.blocked !== undefined ? 'blocked' : formatCount(lane?.messages ?? 0)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
      {pointer !== undefined && viewTally !== undefined && (
        <TimelineHover
          row={hovered?.row}
          xPx={pointer.xPx}
          yPx={pointer.yPx - size.scrollPx}
          leftPx={LABELS_PX}
          scale={scale}
          heightPx={size.heightPx}
          isDense={hits.current === undefined}
        />
      )}
      {shown === 0 && (
        <p className={styles.empty}>No message is in view. The timeline shows what the filter lets through.</p>
      )}
      {viewTally !== undefined && viewTally.progress < 1 && (
        <p className={styles.progress} role="status">
          Laying out … {Math.floor(viewTally.progress * 100)} %
        </p>
      )}
    </section>
  );
}

const LABELS_PX = 150;

/** The shortest bar under a place: longer ones can still be hit beside it. */
function findHit(hits: readonly BarHit[] | undefined, { xPx, yPx }: Pointer): BarHit | undefined {
  let best: BarHit | undefined;
  for (const hit of hits ?? []) {
    if (yPx < hit.topPx - 1 || yPx > hit.topPx + BAR_PX + 1 || xPx < hit.leftPx - 2 || xPx > hit.rightPx + 2) continue;
    if (best === undefined || hit.rightPx - hit.leftPx <= best.rightPx - best.leftPx) best = hit;
  }
  return best;
}
