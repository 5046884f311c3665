/** Places the windows of the demo beside the inspector, and keeps the inspector in front. Never for another app. */

import { type BrowserWindow, type Rectangle, screen } from 'electron';
import type { LiveCapture } from '../capture/liveCapture';
import type { TargetRequest } from '../targets/watchedTarget';
import { placeForNow } from './windowPlace';

/** The demo reads it: the area that is free for its windows, as JSON; `null` if there is none. Its windows take no focus. */
const AREA_VARIABLE = 'FIELDNOTES_AREA';
/** What main sends first once all windows of the demo are open. */
const TOUR_CHANNEL = 'tour:act';
const GAP = 12;
/** The smallest area for the demo's windows: the small ones below Notes. */
const DEMO_MIN = { width: 980, height: 972 };
const INSPECTOR_MIN_WIDTH = 900;

export interface DemoLayout {
  /** Of the inspector. */
  readonly bounds: Rectangle;
  /** Of the demo's windows. */
  readonly area: Rectangle;
}

/**
 * Makes room for the demo, which is about to start, and brings the inspector to the front when the demo's windows are open.
 *
 * @returns variables for the demo
 */
export function prepareForDemo(window: BrowserWindow, capture: LiveCapture, demo: TargetRequest): NodeJS.ProcessEnv {
  const stopWaiting = capture.onAttached.on(({ request }) => {
    const { session } = capture;
    if (request !== demo || session === undefined) return;
    stopWaiting();
    // Only once: what the user brings to the front afterwards stays there.
    const stopReading = session.onRow.on((row) => {
      if (session.fold.table.channelOf(row) !== TOUR_CHANNEL) return;
      stopReading();
      if (window.isDestroyed()) return;
      // It has the focus unless the user has gone elsewhere, as the demo's windows do not take it.
      window.moveTop();
    });
  });
  return { [AREA_VARIABLE]: JSON.stringify(makeRoom(window) ?? null) };
}

function makeRoom(window: BrowserWindow): Rectangle | undefined {
  if (window.isMaximized() || window.isFullScreen()) return undefined;
  const bounds = window.getBounds();
  const layout = demoLayout(screen.getDisplayMatching(bounds).workArea, bounds);
  if (layout !== undefined && layout.bounds !== bounds) placeForNow(window, layout.bounds);
  return layout?.area;
}

/**
 * Where the inspector and the demo do not cover each other.
 *
 * @param workArea of the display
 * @param bounds of the inspector, which stay as they are if there is room at a side of it
 * @returns undefined if the display is too small
 */
export function demoLayout(workArea: Rectangle, bounds: Rectangle): DemoLayout | undefined {
  if (workArea.height < DEMO_MIN.height) return undefined;
  const { y, height } = workArea;
  const end = workArea.x + workArea.width;
  const right = bounds.x + bounds.width + GAP;
  const sides = [
    { x: right, y, width: end - right, height },
    { x: workArea.x, y, width: bounds.x - GAP - workArea.x, height },
  ];
  const area = sides.find((side) => side.width >= DEMO_MIN.width);
  if (area !== undefined) return { bounds, area };
  const width = Math.min(bounds.width, workArea.width - GAP - DEMO_MIN.width);
  if (width < INSPECTOR_MIN_WIDTH) return undefined;
  const x = workArea.x + width + GAP;
  return {
    bounds: { ...bounds, x: workArea.x, width },
    area: { x, y, width: end - x, height },
  };
}
