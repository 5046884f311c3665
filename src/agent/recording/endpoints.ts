/**
 * Numbers the senders and receivers of messages, and describes them to the inspector: at first sight, and again when
 * a frame may have changed (it navigated, its title changed).
 *
 * Reading a frame's URL and title costs microseconds, so it happens once per navigation, not per message.
 */

import type { EndpointEntry } from '../../shared/journal/entries';
import { nowUs } from '../base/clock';
import type {
  ElectronInternals,
  ServiceWorkerLike,
  SessionLike,
  WebContentsLike,
  WebFrameMainLike,
} from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { keys } from '../base/primordials';
import { setBounded } from '../base/setBounded';
import { type ContentsFacts, newContents } from './contentsFacts';
import type { FrameDocument } from './frameDocument';
import { attempt, earlierDocuments, isCurrent, partitionOf } from './frameFacts';
import { FrameTable } from './frameTable';
import type { PortEnd } from './ports';
import type { Recorder } from './recorder';

/** The endpoint id of the main process. */
export const MAIN_ENDPOINT = 1;

export interface FrameIds {
  readonly processId: number;
  readonly frameId: number;
}

/** The known facts about a frame. */
export interface FrameEndpoint {
  readonly id: number;
  readonly webContentsId: number | undefined;
  /** Undefined if the frame was gone before the agent could read it. */
  readonly ids: FrameIds | undefined;
  /** `epoch` of its WebContents at the last description; or one of the others below. */
  epoch: number;
  /** See `FrameTable`. */
  isUsed: boolean;
  /** As last reported. */
  entry: EndpointEntry | undefined;
  title: string | undefined;
  /** As `EndpointEntry.documents`. */
  documents: number | undefined;
  timing: EndpointEntry['timing'];
  /** The document in it, if that reports timing. */
  document: FrameDocument | undefined;
}

/** `epoch` of a frame that was never described. */
const NEW = -1;
/** `epoch` of a forgotten frame: if it appears again, it counts as another frame. */
const FORGOTTEN = -2;

/** Ends of ports whose holders are unknown. */
const MAX_UNSEEN_HOLDERS = 20_000;

/** A main frame has another document, possibly with the same URL. Emitted before that document sends anything. */
const DOCUMENT_EVENT = 'did-navigate';
/** Native code emits it directly before that, for any frame (shell/browser/api/electron_api_web_contents.cc). */
const FRAME_DOCUMENT_EVENT = 'did-frame-navigate';

/** Events of a WebContents after which its frames may have another URL, title or process. */
export const CHANGING_EVENTS: ReadonlySet<string> = new Set([
  'did-start-navigation',
  DOCUMENT_EVENT,
  FRAME_DOCUMENT_EVENT,
  'did-navigate-in-page',
  'did-finish-load',
  'page-title-updated',
  'render-process-gone',
]);

export class EndpointRegistry {
  private nextId = MAIN_ENDPOINT + 1;
  private goneId: number | undefined;
  private readonly table = new FrameTable<FrameEndpoint>(
    ({ document }) => document !== undefined,
    (endpoint) => {
      endpoint.epoch = FORGOTTEN;
    },
  );
  /** The Chromium frame behind a frame at the last reading: a navigation can replace it. */
  private readonly byFrame = new WeakMap<
    object,
    { readonly endpoint: FrameEndpoint; readonly contents: ContentsFacts; readonly epoch: number }
  >();
  private readonly contents = new WeakMap<object, ContentsFacts>();
  /** Stands for the WebContents of frames that have none. */
  private readonly noContents = newContents();
  /** Gets each WebContents whose frames may have changed. */
  changed: ((webContents: WebContentsLike) => void) | undefined;
  /** Gets the service worker, and its endpoint id, whenever a message goes to it or comes from it. */
  workerSeen: ((worker: ServiceWorkerLike, id: number) => void) | undefined;
  private readonly unseenHolders = new Map<number, number>();
  /** A frame in it has another document; it may be the main frame. */
  private navigating: WebContentsLike | undefined;
  /** Endpoint ids by version and process. */
  private readonly workers = new Map<string, number>();

  constructor(
    private readonly internals: ElectronInternals,
    private readonly recorder: Recorder,
    private readonly findWebContents: (frame: WebFrameMainLike) => WebContentsLike | undefined,
  ) {}

  describeMain(): void {
    this.recorder.entry({ type: 'endpoint', id: MAIN_ENDPOINT, kind: 'main', pid: process.pid });
  }

  /** The frame that a `<webview>` guest's messages to its host go to. */
  ofHost(guest: WebContentsLike): number {
    const host = guest.hostWebContents?.mainFrame;
    return host === undefined ? this.gone() : this.ofReceiver(host).id;
  }

  /** A utility process was started. @returns its endpoint id */
  addUtility(name: string, pid: number | undefined): number {
    const id = this.nextId++;
    this.describeUtility(id, name, pid);
    return id;
  }

  describeUtility(id: number, name: string, pid: number | undefined): void {
    this.recorder.entry({ type: 'endpoint', id, kind: 'utility', title: name, pid });
  }

  /** A utility process has ended. */
  endUtility(id: number, exitCode: number | undefined): void {
    this.recorder.entry({ type: 'endpointEnd', id, at: nowUs(), exitCode });
  }

  /** The service worker a message goes to. */
  ofWorker(worker: ServiceWorkerLike): number {
    const { versionId, scope, scriptURL } = worker;
    const id = this.describeWorker(versionId, scriptURL ?? scope, undefined, undefined);
    this.workerSeen?.(worker, id);
    return id;
  }

  /** The service worker that sent a message. */
  ofWorkerEvent(versionId: number, processId: number | undefined, session: SessionLike): number {
    const worker = attempt(() => session.serviceWorkers?._getWorkerFromVersionIDIfExists?.(versionId) ?? undefined);
    const url = attempt(() => worker?.scriptURL ?? worker?.scope);
    const id = this.describeWorker(versionId, url, processId, partitionOf(session));
    if (worker !== undefined) this.workerSeen?.(worker, id);
    return id;
  }

  private describeWorker(
    versionId: number,
    url: string | undefined,
    processId: number | undefined,
    partition: string | undefined,
  ): number {
    // Each storage partition numbers its versions, and a worker does not reveal its partition. The URL mostly distinguishes them.
    const key = `${versionId} ${url}`;
    const known = this.workers.get(key);
    if (known !== undefined) return known;
    const id = this.nextId++;
    this.workers.set(key, id);
    this.recorder.entry({ type: 'endpoint', id, kind: 'service-worker', versionId, url, processId, partition });
    return id;
  }

  /** The main frame of a WebContents that may be destroyed. */
  ofDestroyed(webContents: WebContentsLike): number {
    return this.contentsOf(webContents).mainFrame ?? this.gone();
  }

  /** The frame that the first argument of `sendToFrame` names. It may be gone. */
  ofFrameId(webContents: WebContentsLike, frame: unknown): number {
    const processId = typeof frame === 'number' ? attempt(() => webContents.mainFrame.processId) : ownData(frame, 0);
    const frameId = typeof frame === 'number' ? frame : ownData(frame, 1);
    return this.table.get(Number(processId), Number(frameId))?.id ?? this.gone();
  }

  /** The holder of an end of a message channel, or the end itself if its holder is unknown. */
  ofPortHolder(end: PortEnd): number {
    if (end.holder !== undefined) return end.holder;
    let id = this.unseenHolders.get(end.id);
    if (id === undefined) {
      id = this.nextId++;
      setBounded(this.unseenHolders, end.id, id, MAX_UNSEEN_HOLDERS);
      this.recorder.entry({ type: 'endpoint', id, kind: 'port', title: `holder of port ${end.id}` });
    }
    return id;
  }

  /** Reports an event of a WebContents to the registry. */
  observe(eventName: string, webContents: WebContentsLike): void {
    if (!CHANGING_EVENTS.has(eventName)) return;
    const contents = this.contentsOf(webContents);
    contents.epoch++;
    this.noContents.epoch++;
    if (eventName === FRAME_DOCUMENT_EVENT) this.navigating = webContents;
    if (eventName === DOCUMENT_EVENT && this.navigating === webContents) {
      contents.documents = (contents.documents ?? 0) + 1;
      this.navigating = undefined;
    }
    this.changed?.(webContents);
  }

  /** The frame that sent a message. */
  ofSender(sender: WebContentsLike, processId: number, frameId: number): FrameEndpoint {
    const endpoint = this.ofIds(sender, processId, frameId);
    if (endpoint.epoch !== this.contentsOf(sender).epoch) {
      this.describe(endpoint, sender, this.internals.findFrame(processId, frameId), processId, frameId);
    }
    return endpoint;
  }

  /** The frame a message goes to. */
  ofReceiver(frame: WebFrameMainLike): FrameEndpoint {
    const known = this.byFrame.get(frame);
    if (known !== undefined && known.epoch === known.contents.epoch && known.endpoint.epoch !== FORGOTTEN) {
      known.endpoint.isUsed = true;
      return known.endpoint;
    }
    try {
      const { processId, routingId } = frame;
      const webContents = this.findWebContents(frame);
      const endpoint = this.ofIds(webContents, processId, routingId);
      const contents = this.contentsOf(webContents);
      this.byFrame.set(frame, { endpoint, contents, epoch: contents.epoch });
      if (endpoint.epoch !== contents.epoch) this.describe(endpoint, webContents, frame, processId, routingId);
      return endpoint;
    } catch {
      // The frame is disposed: its properties can't be read any more.
      return (
        known?.endpoint ?? {
          id: this.gone(),
          webContentsId: undefined,
          ids: undefined,
          epoch: NEW,
          isUsed: false,
          entry: undefined,
          title: undefined,
          documents: undefined,
          timing: undefined,
          document: undefined,
        }
      );
    }
  }

  /** The known frames that were not forgotten since. */
  get frames(): Iterable<FrameEndpoint> {
    return this.table;
  }

  get frameCount(): number {
    return this.table.size;
  }

  /** Electron's object of a frame, if there is one. */
  findFrame({ ids }: FrameEndpoint): WebFrameMainLike | undefined {
    return ids && this.internals.findExistingFrame(ids.processId, ids.frameId);
  }

  /** The frame with this endpoint id. */
  frameOf(id: number): FrameEndpoint | undefined {
    return this.table.byNumber(id);
  }

  /** A frame has a new document, which will report timing. */
  begin(webContents: WebContentsLike, frame: FrameIds, document: FrameDocument): FrameEndpoint {
    // Does not describe a new frame: the app has not seen it, and Electron would have to create an object for it.
    const endpoint = this.ofIds(webContents, frame.processId, frame.frameId);
    endpoint.document = document;
    // Main may already send to the new document before Electron reports the end of the navigation.
    this.contentsOf(webContents).epoch++;
    this.setTiming(endpoint, 'on');
    return endpoint;
  }

  /** The document in a frame stopped reporting timing. */
  setTiming(endpoint: FrameEndpoint, timing: EndpointEntry['timing']): void {
    endpoint.timing = timing;
    if (endpoint.entry !== undefined) this.tell(endpoint, { ...endpoint.entry, timing });
  }

  /** Represents anything that disappeared before the agent could describe it. */
  private gone(): number {
    if (this.goneId === undefined) {
      this.goneId = this.nextId++;
      this.recorder.entry({ type: 'endpoint', id: this.goneId, kind: 'frame', title: 'a frame that is gone' });
    }
    return this.goneId;
  }

  private contentsOf(webContents: WebContentsLike | undefined): ContentsFacts {
    if (webContents === undefined) return this.noContents;
    let contents = this.contents.get(webContents);
    if (contents === undefined) {
      contents = newContents();
      this.contents.set(webContents, contents);
    }
    return contents;
  }

  private partitionOf(webContents: WebContentsLike): string | undefined {
    const contents = this.contentsOf(webContents);
    contents.partition ??= { name: attempt(() => partitionOf(webContents.session)) };
    return contents.partition.name;
  }

  private ofIds(webContents: WebContentsLike | undefined, processId: number, frameId: number): FrameEndpoint {
    return this.table.get(processId, frameId) ?? this.add(webContents?.id, { processId, frameId });
  }

  private add(webContentsId: number | undefined, ids: FrameIds): FrameEndpoint {
    const endpoint: FrameEndpoint = {
      id: this.nextId++,
      webContentsId,
      ids,
      epoch: NEW,
      isUsed: true,
      entry: undefined,
      title: undefined,
      documents: undefined,
      timing: undefined,
      document: undefined,
    };
    this.table.add(ids.processId, ids.frameId, endpoint);
    return endpoint;
  }

  private describe(
    endpoint: FrameEndpoint,
    webContents: WebContentsLike | undefined,
    frame: WebFrameMainLike | undefined,
    processId: number,
    frameId: number,
  ): void {
    const contents = this.contentsOf(webContents);
    endpoint.epoch = contents.epoch;
    const isMainFrame = attempt(() => (frame === undefined ? undefined : frame.parent === null));
    if (isMainFrame) contents.mainFrame = endpoint.id;
    const url = attempt(() => frame?.url);
    // A WebContents has the title of its current page: a page that is being left, and may still send, keeps its own.
    if (isMainFrame !== true || isCurrent(webContents, processId, frameId)) {
      endpoint.title = attempt(() => webContents?.getTitle());
      if (isMainFrame && webContents !== undefined) endpoint.documents = contents.documents ?? earlierDocuments(url);
    }
    const entry: EndpointEntry = {
      type: 'endpoint',
      id: endpoint.id,
      kind: 'frame',
      webContentsId: endpoint.webContentsId,
      webContentsType: attempt(() => webContents?.getType()),
      processId,
      frameId,
      isMainFrame,
      url,
      origin: attempt(() => frame?.origin),
      title: endpoint.title,
      documents: endpoint.documents,
      partition: webContents && this.partitionOf(webContents),
      // 0: it has no process yet.
      pid: attempt(() => frame?.osProcessId || undefined),
      timing: endpoint.timing,
    };
    this.tell(endpoint, entry);
  }

  private tell(endpoint: FrameEndpoint, entry: EndpointEntry): void {
    if (endpoint.entry !== undefined && isSame(endpoint.entry, entry)) return;
    endpoint.entry = entry;
    this.recorder.entry(entry);
  }
}

/** Whether two entries are equal. All their values are plain. */
function isSame(a: EndpointEntry, b: EndpointEntry): boolean {
  return keys(b).every((key) => a[key as keyof EndpointEntry] === b[key as keyof EndpointEntry]);
}
