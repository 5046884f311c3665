/**
 * Numbers the senders and receivers of messages, and describes them to the inspector: at first sight, and again when
 * a frame may have changed (it navigated, its title changed).
 *
 * Reading a frame's URL and title costs microseconds, so it happens once per navigation, not per message.
 */

import type { EndpointEntry } from '../shared/journal/entries';
import { nowUs } from './clock';
import type {
  ElectronInternals,
  ServiceWorkerLike,
  SessionLike,
  WebContentsLike,
  WebFrameMainLike,
} from './electronInternals';
import { attempt, earlierDocuments, isCurrent, partitionOf } from './frameFacts';
import { ownData } from './ownData';
import type { PortEnd } from './ports';
import type { Recorder } from './recorder';
import type { FrameDocument } from './timing/frameDocument';

/** The endpoint id of the main process. */
export const MAIN_ENDPOINT = 1;

export interface FrameIds {
  readonly processId: number;
  readonly frameId: number;
}

/** What is remembered of a frame. */
export interface FrameEndpoint {
  readonly id: number;
  readonly webContentsId: number | undefined;
  /** Undefined of one that was gone before it could be looked at. */
  readonly ids: FrameIds | undefined;
  /** Value of `EndpointRegistry.epoch` at the last description. */
  epoch: number;
  /** As last told, and its text. */
  entry: EndpointEntry | undefined;
  description: string;
  title: string | undefined;
  /** As `EndpointEntry.documents`. */
  documents: number | undefined;
  timing: EndpointEntry['timing'];
  /** The document in it, if that tells its side of the timing. */
  document: FrameDocument | undefined;
}

/** A main frame has another document, be it of the same address; told before that sends anything. */
const DOCUMENT_EVENT = 'did-navigate';

/** Events of a WebContents after which its frames may have another URL, title or process. */
const CHANGING_EVENTS = new Set<unknown>([
  'did-start-navigation',
  DOCUMENT_EVENT,
  'did-frame-navigate',
  'did-navigate-in-page',
  'did-finish-load',
  'page-title-updated',
  'render-process-gone',
]);

export class EndpointRegistry {
  private nextId = MAIN_ENDPOINT + 1;
  private epoch = 0;
  private goneId: number | undefined;
  private readonly byFrameIds = new Map<string, FrameEndpoint>();
  /** What a frame stood for when it was last looked at: a navigation can put another frame of Chromium behind it. */
  private readonly byFrame = new WeakMap<object, { readonly endpoint: FrameEndpoint; readonly epoch: number }>();
  /** Is told of the WebContents whose frames may have changed. */
  changed: ((webContents: WebContentsLike) => void) | undefined;
  /** Is told of the service worker, and its endpoint id, whenever a message goes to it or comes from it. */
  workerSeen: ((worker: ServiceWorkerLike, id: number) => void) | undefined;
  private readonly unseenHolders = new Map<number, number>();
  private readonly framesOfWebContents = new WeakMap<object, Map<number, FrameEndpoint>>();
  /** Endpoint ids of main frames. */
  private readonly mainFrames = new WeakMap<object, number>();
  /** Documents that main frames have had since the agent is there. */
  private readonly documents = new WeakMap<object, number>();
  private readonly partitions = new WeakMap<object, string | undefined>();
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
    // Versions are numbered by storage partition, whose name a worker does not tell; its URL mostly tells them apart.
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
    return this.mainFrames.get(webContents) ?? this.gone();
  }

  /** The frame that is meant by the first argument of `sendToFrame`, and may be gone. */
  ofFrameId(webContents: WebContentsLike, frame: unknown): number {
    const processId = typeof frame === 'number' ? attempt(() => webContents.mainFrame.processId) : ownData(frame, 0);
    const frameId = typeof frame === 'number' ? frame : ownData(frame, 1);
    return this.byFrameIds.get(`${processId}:${frameId}`)?.id ?? this.gone();
  }

  /** Whoever holds an end of a message channel; where that is out of sight, the end itself stands for it. */
  ofPortHolder(end: PortEnd): number {
    if (end.holder !== undefined) return end.holder;
    let id = this.unseenHolders.get(end.id);
    if (id === undefined) {
      id = this.nextId++;
      this.unseenHolders.set(end.id, id);
      this.recorder.entry({ type: 'endpoint', id, kind: 'port', title: `holder of port ${end.id}` });
    }
    return id;
  }

  /** Tells the registry of an event a WebContents emitted. */
  observe(eventName: unknown, emitter: unknown): void {
    if (!CHANGING_EVENTS.has(eventName)) return;
    this.epoch++;
    const webContents = emitter as WebContentsLike;
    if (eventName === DOCUMENT_EVENT) this.documents.set(webContents, (this.documents.get(webContents) ?? 0) + 1);
    this.changed?.(webContents);
  }

  /** The frame that sent a message. */
  ofSender(sender: WebContentsLike, processId: number, frameId: number): FrameEndpoint {
    let frames = this.framesOfWebContents.get(sender);
    if (frames === undefined) {
      frames = new Map();
      this.framesOfWebContents.set(sender, frames);
    }
    const key = processId * 0x10_0000 + frameId;
    let endpoint = frames.get(key);
    if (endpoint === undefined) {
      endpoint = this.ofIds(sender, processId, frameId);
      frames.set(key, endpoint);
    }
    if (endpoint.epoch !== this.epoch) {
      this.describe(endpoint, sender, this.internals.findFrame(processId, frameId), processId, frameId);
    }
    return endpoint;
  }

  /** The frame a message goes to. */
  ofReceiver(frame: WebFrameMainLike): FrameEndpoint {
    const known = this.byFrame.get(frame);
    if (known !== undefined && known.epoch === this.epoch) return known.endpoint;
    try {
      const { processId, routingId } = frame;
      const webContents = this.findWebContents(frame);
      const endpoint = this.ofIds(webContents, processId, routingId);
      this.byFrame.set(frame, { endpoint, epoch: this.epoch });
      if (endpoint.epoch !== this.epoch) this.describe(endpoint, webContents, frame, processId, routingId);
      return endpoint;
    } catch {
      // The frame is disposed: nothing of it can be read any more.
      return (
        known?.endpoint ?? {
          id: this.gone(),
          webContentsId: undefined,
          ids: undefined,
          epoch: 0,
          entry: undefined,
          description: '',
          title: undefined,
          documents: undefined,
          timing: undefined,
          document: undefined,
        }
      );
    }
  }

  /** Every frame that was ever met. */
  get frames(): Iterable<FrameEndpoint> {
    return this.byFrameIds.values();
  }

  /** The frame with this endpoint id. */
  frameOf(id: number): FrameEndpoint | undefined {
    for (const endpoint of this.byFrameIds.values()) if (endpoint.id === id) return endpoint;
    return undefined;
  }

  /** A frame has a new document, which will tell its side of the timing. */
  begin(webContents: WebContentsLike, frame: FrameIds, document: FrameDocument): FrameEndpoint {
    // Not described, if it is not yet: the app has not seen the frame, and Electron would have to make an object for it.
    const endpoint = this.ofIds(webContents, frame.processId, frame.frameId);
    endpoint.document = document;
    // Before the navigation is over, as Electron tells it, main may send to the new document already.
    this.epoch++;
    this.setTiming(endpoint, 'on');
    return endpoint;
  }

  /** The document in a frame stopped to tell its side of the timing. */
  setTiming(endpoint: FrameEndpoint, timing: EndpointEntry['timing']): void {
    endpoint.timing = timing;
    if (endpoint.entry !== undefined) this.tell(endpoint, { ...endpoint.entry, timing });
  }

  /** Stands for whatever had disappeared before it could be described. */
  private gone(): number {
    if (this.goneId === undefined) {
      this.goneId = this.nextId++;
      this.recorder.entry({ type: 'endpoint', id: this.goneId, kind: 'frame', title: 'a frame that is gone' });
    }
    return this.goneId;
  }

  /** A WebContents keeps its session for life. */
  private partitionOf(webContents: WebContentsLike): string | undefined {
    if (!this.partitions.has(webContents)) {
      this.partitions.set(
        webContents,
        attempt(() => partitionOf(webContents.session)),
      );
    }
    return this.partitions.get(webContents);
  }

  private ofIds(webContents: WebContentsLike | undefined, processId: number, frameId: number): FrameEndpoint {
    const key = `${processId}:${frameId}`;
    return this.byFrameIds.get(key) ?? this.add(key, webContents?.id, { processId, frameId });
  }

  private add(key: string, webContentsId: number | undefined, ids: FrameIds): FrameEndpoint {
    const endpoint: FrameEndpoint = {
      id: this.nextId++,
      webContentsId,
      ids,
      epoch: -1,
      entry: undefined,
      description: '',
      title: undefined,
      documents: undefined,
      timing: undefined,
      document: undefined,
    };
    this.byFrameIds.set(key, endpoint);
    return endpoint;
  }

  private describe(
    endpoint: FrameEndpoint,
    webContents: WebContentsLike | undefined,
    frame: WebFrameMainLike | undefined,
    processId: number,
    frameId: number,
  ): void {
    endpoint.epoch = this.epoch;
    const isMainFrame = attempt(() => (frame === undefined ? undefined : frame.parent === null));
    if (isMainFrame && webContents !== undefined) this.mainFrames.set(webContents, endpoint.id);
    const url = attempt(() => frame?.url);
    // A WebContents has the title of its current page: a page that is being left, and may still send, keeps its own.
    if (isMainFrame !== true || isCurrent(webContents, processId, frameId)) {
      endpoint.title = attempt(() => webContents?.getTitle());
      if (isMainFrame && webContents !== undefined)
        endpoint.documents = this.documents.get(webContents) ?? earlierDocuments(url);
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
    const description = JSON.stringify(entry);
    if (description === endpoint.description) return;
    endpoint.description = description;
    endpoint.entry = entry;
    this.recorder.entry(entry);
  }
}
