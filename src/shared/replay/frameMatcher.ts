/**
 * Finds for the frames of a recording those of an app that runs now: the same page in the same window, counted in the order in
 * which windows with that page appeared.
 */

import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import type { TargetInfo } from '../columns/sessionFacts';
import type { AddressMap } from './addressMap';
import { isOwnPage, isSameDevPage, isSamePlace, type PageAddress, pageAddress, sharedTail } from './pageAddress';
import type { ReplayPlace } from './request';

/** The endpoints and targets of a session. */
export interface FrameSession {
  readonly endpoints: readonly EndpointInfo[];
  readonly targets: readonly TargetInfo[];
}

export interface FrameFound {
  /** Undefined: there is none, or not yet. */
  readonly place: ReplayPlace | undefined;
  /** Addresses of several pages that may be meant, where it can't be known which is. */
  readonly choices: readonly string[];
}

/** A frame that lives. */
interface Live {
  readonly place: ReplayPlace;
  readonly endpoint: EndpointInfo;
  readonly page: Page;
}

type IsSame = (one: Page, other: Page) => boolean;

const NOTHING: FrameFound = { place: undefined, choices: [] };

export class FrameMatcher {
  /** Windows of the recording that were found, by `windowKey`; each stands for one that runs. */
  private readonly pairs = new Map<string, string>();

  /** @param map addresses that the user named; frames with one of these are looked for there only */
  constructor(
    private readonly recorded: FrameSession,
    private readonly map: AddressMap = [],
  ) {}

  /**
   * @param frame as it was when it sent the message
   * @param places the frames that live
   * @param isSettled no frame has come or gone for a while: a page that is only similar may now be taken for it
   */
  find(frame: EndpointInfo, live: FrameSession, places: readonly ReplayPlace[], isSettled: boolean): FrameFound {
    const wanted = describe(frame, this.recorded);
    const newest = new Map(live.endpoints.map((endpoint) => [`${endpoint.target}:${endpoint.id}`, endpoint]));
    const alive = places.flatMap((place): Live[] => {
      const endpoint = newest.get(`${place.target}:${place.endpoint}`);
      return endpoint === undefined || place.kind !== 'frame'
        ? []
        : [{ place, endpoint, page: describe(endpoint, live) }];
    });
    const mapped = this.map.find(({ isFrom }) => isFrom(frame.url ?? ''));
    if (mapped !== undefined) {
      const found = alive.filter(({ page }) => isSameType(wanted, page) && mapped.isTo(wanted.url, page.url));
      return { place: this.pairedWith(frame, found, isSameFile), choices: [] };
    }
    // Addresses that are the same to the last character come before those that differ in their queries, or their ports.
    for (const isSame of [isSamePage, isSameFile, isSameDevServerPage, isSameDevServerFile]) {
      const found = alive.filter(({ page }) => isSame(wanted, page));
      const place = this.pairedWith(frame, found, isSame);
      if (place !== undefined) return { place, choices: [] };
    }
    return isSettled || this.pairs.has(windowKey(frame)) ? this.similar(frame, wanted, alive) : NOTHING;
  }

  /** Of the frames that were found, the one in the window that stands for that of the recording. */
  private pairedWith(frame: EndpointInfo, found: readonly Live[], isSame: IsSame): ReplayPlace | undefined {
    const paired = this.pairs.get(windowKey(frame));
    if (paired !== undefined) return found.find(({ endpoint }) => windowKey(endpoint) === paired)?.place;
    const taken = new Set(this.pairs.values());
    const free = byWindow(found.filter(({ endpoint }) => !taken.has(windowKey(endpoint))));
    const choice = free[this.placeAmongUnpaired(frame, isSame)];
    if (choice === undefined) return undefined;
    this.pairs.set(windowKey(frame), windowKey(choice.endpoint));
    return choice.place;
  }

  /** How many windows of the recording with the same page came before, and are not found yet. */
  private placeAmongUnpaired(frame: EndpointInfo, isSame: IsSame): number {
    const wanted = describe(frame, this.recorded);
    const windows: string[] = [];
    for (const endpoint of this.recorded.endpoints) {
      const key = windowKey(endpoint);
      if (endpoint.kind !== 'frame' || windows.includes(key) || this.pairs.has(key)) continue;
      if (endpoint.target === frame.target && isSame(wanted, describe(endpoint, this.recorded))) windows.push(key);
    }
    return Math.max(0, windows.indexOf(windowKey(frame)));
  }

  /** The build for what a dev server gave, or the other way round: the page that has most in common with it. */
  private similar(frame: EndpointInfo, wanted: Page, alive: readonly Live[]): FrameFound {
    const scored = alive
      .map((one) => ({ ...one, score: similarity(wanted, one.page) }))
      .filter(({ score, page }) => score > 0 && score >= this.mostSimilar(frame.target, page));
    const most = Math.max(...scored.map(({ score }) => score));
    const best = scored.filter(({ score }) => score === most);
    const [first] = best;
    if (first === undefined) return NOTHING;
    if (best.some(({ page }) => !isSameFile(first.page, page))) {
      return { place: undefined, choices: [...new Set(best.map(({ page }) => page.url))] };
    }
    return { place: this.pairedWith(frame, best, isSameFile), choices: [] };
  }

  /** How similar the most similar page of the recording is to one that lives, which is then that one's. */
  private mostSimilar(target: number, live: Page): number {
    const pages = this.recorded.endpoints
      .filter((endpoint) => endpoint.kind === 'frame' && endpoint.target === target)
      .map((endpoint) => similarity(describe(endpoint, this.recorded), live));
    return Math.max(...pages);
  }
}

/** What tells a page from another. */
interface Page {
  readonly isMainFrame: boolean;
  /** Empty: of an imported recording, only what frames are called is known. */
  readonly url: string;
  readonly address: PageAddress;
  readonly label: string;
}

function describe(endpoint: EndpointInfo, { targets }: FrameSession): Page {
  const { url = '', isMainFrame = true } = endpoint;
  const appPath = targets.find(({ target }) => target === endpoint.target)?.appPath;
  return { isMainFrame, url, address: pageAddress(url, appPath), label: endpointLabel(endpoint) };
}

function isSameType(one: Page, other: Page): boolean {
  return one.isMainFrame === other.isMainFrame;
}

function isSamePage(one: Page, other: Page): boolean {
  return isSameFile(one, other) && one.address.search === other.address.search;
}

function isSameFile(one: Page, other: Page): boolean {
  if (one.url === '') return one.label === other.label;
  return isSameType(one, other) && isSamePlace(one.address, other.address);
}

function isSameDevServerPage(one: Page, other: Page): boolean {
  return isSameDevServerFile(one, other) && one.address.search === other.address.search;
}

function isSameDevServerFile(one: Page, other: Page): boolean {
  return isSameType(one, other) && isSameDevPage(one.address, other.address);
}

/** 0: they have nothing in common. Path before title, title before query. */
function similarity(one: Page, other: Page): number {
  if (!isSameType(one, other) || !isOwnPage(one.address) || !isOwnPage(other.address)) return 0;
  const tail = sharedTail(one.address, other.address);
  const isSameTitle = one.label === other.label;
  if (tail === 0 && !isSameTitle) return 0;
  return tail * 4 + (isSameTitle ? 2 : 0) + (one.address.search === other.address.search ? 1 : 0);
}

/** Frames without a window are windows of their own. */
function windowKey({ target, webContentsId, id }: EndpointInfo): string {
  return webContentsId === undefined ? `${target}:frame ${id}` : `${target}:${webContentsId}`;
}

/** The first frame of each window, the oldest window first. */
function byWindow(frames: readonly Live[]): Live[] {
  const first = new Map<string, Live>();
  for (const frame of frames) if (!first.has(windowKey(frame.endpoint))) first.set(windowKey(frame.endpoint), frame);
  return [...first.values()].sort((a, b) => (a.endpoint.webContentsId ?? 0) - (b.endpoint.webContentsId ?? 0));
}
