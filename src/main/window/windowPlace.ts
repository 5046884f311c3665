/** The persisted position and size of the window. (Electron 44 can persist them itself; older ones can't.) */

import { readFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { writePersisted } from '../settings/persistedFile';

export interface WindowPlace {
  /** Without a position the system chooses one. */
  readonly bounds: Partial<Rectangle>;
  readonly isMaximized: boolean;
}

/** Of the window at the first start, in device-independent pixels. */
const USUAL: WindowPlace = { bounds: { width: 1360, height: 860 }, isMaximized: false };
/** This much of the window must be on a display, so that it can be seen and moved. */
const MIN_VISIBLE = { width: 120, height: 60 };

/** The place of the window when it was last closed, unless that is on no display any more. */
export function readWindowPlace(path: string): WindowPlace {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(path, 'utf8')) as Partial<WindowPlace>;
    if (!isRectangle(bounds)) return USUAL;
    const place = { bounds, isMaximized: isMaximized === true };
    const isVisible = screen.getAllDisplays().some(({ workArea }) => overlaps(bounds, workArea));
    return isVisible ? place : { ...place, bounds: { width: bounds.width, height: bounds.height } };
  } catch {
    return USUAL;
  }
}

/** Places that are not persisted: the user did not choose them. */
const temporaryPlaces = new WeakMap<BrowserWindow, Rectangle>();

/** Moves the window; if it is still there when it is closed, that is not persisted. */
export function placeForNow(window: BrowserWindow, bounds: Rectangle): void {
  window.setBounds(bounds);
  temporaryPlaces.set(window, window.getBounds());
}

/** Persists the place of the window when it is closed. */
export function keepWindowPlace(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    // Of a maximized window, what it goes back to.
    const place: WindowPlace = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    if (!place.isMaximized && isSame(temporaryPlaces.get(window), window.getNormalBounds())) return;
    try {
      writePersisted(path, place);
    } catch {
      // The window will open in its default place, which is no reason to prevent closing it.
    }
  });
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>;
  return [x, y, width, height].every(Number.isSafeInteger) && (width as number) > 0 && (height as number) > 0;
}

function isSame(a: Rectangle | undefined, b: Rectangle): boolean {
  return a !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function overlaps(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= MIN_VISIBLE.width && height >= MIN_VISIBLE.height;
}
