/**
 * Finds for the frames of a recording those of an app that runs now: the same page in the same window, counted in the order in
 * which windows with that page appeared.
 */

import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import type { TargetInfo } from '../columns/sessionFacts';
import type { ReplayPlace } from './request';

/** The endpoints and targets of a session. */
export interface FrameSession {
  readonly endpoints: readonly EndpointInfo[];
  readonly targets: readonly TargetInfo[];
}

export class FrameMatcher {
  /** Windows of the recording that were found, by `windowKey`; each stands for one that runs. */
  private readonly pairs = new Map<string, string>();

  constructor(private readonly recorded: FrameSession) {}

  /**
   * @param frame as it was when it sent the message
   * @param places the frames that live
   * @returns undefined: there is none, or not yet
   */
  find(frame: EndpointInfo, live: FrameSession, places: readonly ReplayPlace[]): ReplayPlace | undefined {
    const wanted = describe(frame, this.recorded);
    const newest = new Map(live.endpoints.map((endpoint) => [`${endpoint.target}:${endpoint.id}`, endpoint]));
    const alive = places.flatMap((place) => {
      const endpoint = newest.get(`${place.target}:${place.endpoint}`);
      return endpoint === undefined || place.kind !== 'frame'
        ? []
        : [{ place, endpoint, page: describe(endpoint, live) }];
    });
    // Addresses that are the same to the last character come before those that differ in their queries.
    for (const isSame of [isSamePage, isSameFile]) {
      const found = alive.filter(({ page }) => isSame(wanted, page));
      const paired = this.pairs.get(windowKey(frame));
      const own = found.find(({ endpoint }) => windowKey(endpoint) === paired);
      if (own !== undefined) return own.place;
      if (paired !== undefined) continue;
      const taken = new Set(this.pairs.values());
      const free = byWindow(found.filter(({ endpoint }) => !taken.has(windowKey(endpoint))));
      const choice = free[this.placeAmongUnpaired(frame, wanted, isSame)];
      if (choice === undefined) continue;
      this.pairs.set(windowKey(frame), windowKey(choice.endpoint));
      return choice.place;
    }
    return undefined;
  }

  /** How many windows of the recording with the same page came before, and are not found yet. */
  private placeAmongUnpaired(frame: EndpointInfo, wanted: Page, isSame: typeof isSamePage): number {
    const windows: string[] = [];
    for (const endpoint of this.recorded.endpoints) {
      const key = windowKey(endpoint);
      if (endpoint.kind !== 'frame' || windows.includes(key) || this.pairs.has(key)) continue;
      if (endpoint.target === frame.target && isSame(wanted, describe(endpoint, this.recorded))) windows.push(key);
    }
    return Math.max(0, windows.indexOf(windowKey(frame)));
  }
}

/** What tells a page from another. */
interface Page {
  readonly isMainFrame: boolean;
  /** Within the app's folder where it lies there: the app may have moved. */
  readonly file: string | undefined;
  readonly search: string;
  readonly label: string;
}

function describe(endpoint: EndpointInfo, { targets }: FrameSession): Page {
  const { url, isMainFrame = true } = endpoint;
  const [file, search = ''] = url === undefined ? [] : split(url);
  const appPath = targets.find(({ target }) => target === endpoint.target)?.appPath;
  return { isMainFrame, file: file && withinApp(file, appPath), search, label: endpointLabel(endpoint) };
}

function split(url: string): [string, string] {
  const end = url.search(/[?#]/);
  return end === -1 ? [url, ''] : [url.slice(0, end), url.slice(end)];
}

function withinApp(file: string, appPath: string | undefined): string {
  if (appPath === undefined || !file.startsWith('file:')) return file;
  const folder = encodeURI(appPath.replaceAll('\\', '/')).replace(/^\/?/, 'file:///');
  return file.startsWith(`${folder}/`) ? file.slice(folder.length) : file;
}

function isSamePage(one: Page, other: Page): boolean {
  return isSameFile(one, other) && one.search === other.search;
}

/** Of an imported recording, only what frames are called is known. */
function isSameFile(one: Page, other: Page): boolean {
  if (one.isMainFrame !== other.isMainFrame && one.file !== undefined) return false;
  return one.file === undefined ? one.label === other.label : one.file === other.file;
}

/** Frames without a window are windows of their own. */
function windowKey({ target, webContentsId, id }: EndpointInfo): string {
  return webContentsId === undefined ? `${target}:frame ${id}` : `${target}:${webContentsId}`;
}

/** The first frame of each window, the oldest window first. */
function byWindow<T extends { readonly endpoint: EndpointInfo }>(frames: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const frame of frames) if (!first.has(windowKey(frame.endpoint))) first.set(windowKey(frame.endpoint), frame);
  return [...first.values()].sort((a, b) => (a.endpoint.webContentsId ?? 0) - (b.endpoint.webContentsId ?? 0));
}
