/**
 * Communicates with the timing preload in the frames: receives a document's first message, which brings a port for its
 * reports, and turns the reports into entries.
 */

import type { DeliveryTime } from '../../shared/journal/entries';
import type { FrameReplay, FrameReplayNote } from '../../shared/link/frameReplay';
import { FRAME_CHANNEL, type FrameAsk, type FrameSettings } from '../../shared/link/frameReport';
import { nowUs } from '../base/clock';
import type { CostMeter } from '../base/costMeter';
import type { NativePort, WebContentsLike, WebFrameMainLike } from '../base/electronInternals';
import type { ReportFault } from '../base/guard';
import { guarded } from '../base/guard';
import { setImmediate, setTimeout } from '../base/nodePrimordials';
import { ownData } from '../base/ownData';
import { apply, hasOwn, NativeWeakRef } from '../base/primordials';
import { forEachInSlices } from '../base/timeSlices';
import type { EndpointRegistry, FrameEndpoint } from '../recording/endpoints';
import { type Deliveries, FrameDocument } from '../recording/frameDocument';
import type { Recorder } from '../recording/recorder';
import { type DocumentFrame, FrameFailures } from './frameFailures';
import type { FramePorts } from './framePorts';
import { readFrameHello, readFrameReport, readPortReport, readReplayNote } from './frameReportReader';

/** Times in an entry. */
const MAX_TIMES_PER_ENTRY = 1000;
/** A document's last calls take another route than the end of its port, and may arrive later. */
const LAST_CALLS_MS = 30;

/** Events of a WebContents after which its documents may end. */
export const LEAVING_EVENTS: ReadonlySet<string> = new Set([
  'did-start-navigation',
  'will-navigate',
  '-ready-to-commit-navigation',
  'before-unload-fired',
]);

/** A port as native code makes it: it calls `emit` on itself (shell/browser/api/message_port.cc). */
interface ReportPort extends NativePort {
  emit?: (eventName: unknown, event: unknown) => void;
  start(): void;
  close(): void;
}

/** The frame a document's first message came from. */
export interface Sender {
  readonly webContents: WebContentsLike;
  readonly processId: number;
  readonly frameId: number;
}

/** The source of a report. */
interface ReportSource {
  readonly endpoint: FrameEndpoint;
  readonly document: FrameDocument;
  readonly place: DocumentFrame;
}

export class FrameTiming {
  private readonly failures: FrameFailures;
  private readonly ports = new Set<ReportPort>();
  private readonly portOfDocument = new WeakMap<FrameDocument, ReportPort>();
  private readonly portsOfWebContents = new WeakMap<object, Set<ReportPort>>();
  /** The ports of WebContents that the next task requests reports from. */
  private readonly asked = new Set<ReadonlySet<ReportPort>>();
  private asking: NodeJS.Immediate | undefined;
  /** Stops sending changed settings to frames. */
  private stopTelling: () => void = () => {};
  /** Gets a document's report about a message that it was to send. */
  onReplayNote: ((document: FrameDocument, note: FrameReplayNote) => void) | undefined;
  /** Gets each document that will report nothing more. */
  onGone: ((document: FrameDocument) => void) | undefined;

  /** Called with a WebContents that begins to navigate. */
  onNavigation: ((webContents: WebContentsLike) => void) | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly endpoints: EndpointRegistry,
    private readonly framePorts: FramePorts,
    private readonly reportFault: ReportFault,
    private readonly cost: CostMeter,
  ) {
    this.failures = new FrameFailures(recorder, endpoints);
  }

  /** A new document says hello; what its frame sent before came from an earlier one. */
  greeted({ webContents, processId, frameId }: Sender, message: unknown, ports: readonly NativePort[]): void {
    const hello = readFrameHello(message);
    const port = ports[0] as ReportPort | undefined;
    if (hello === undefined || port === undefined) return;
    const document = new FrameDocument(hello, {
      // In a task of its own, with nothing of the app on the stack.
      onFirstCall: () => setImmediate(() => this.greet(document)),
      onDeliveries: (deliveries) => this.delivered(deliveries),
      onStack: (seq, stack) => this.recorder.stack({ type: 'stack', seq, stack }),
      onLost: () => this.tell(endpoint, document, 'lost'),
    });
    const place: DocumentFrame = { webContents: new NativeWeakRef(webContents), processId, frameId };
    const endpoint = this.endpoints.begin(webContents, { processId, frameId }, document);
    const siblings = this.portsOfWebContents.get(webContents) ?? new Set();
    this.portsOfWebContents.set(webContents, siblings);
    siblings.add(port);
    this.listen(port, siblings, { endpoint, document, place });
    // Otherwise not yet: none of our code runs in a document that does nothing.
    if (this.recorder.stackFrames > 0) this.greet(document);
  }

  /**
   * The app is about to send a message to a document. The marker goes before the first one: main sent earlier
   * messages before it, and they do not count. Sending the marker runs the waiting microtasks. The app's own message would
   * run them first anyway.
   */
  beforePush(frame: WebFrameMainLike, document: FrameDocument | undefined): void {
    // A microtask may send a message meanwhile: the marker then goes before that message, and again, which changes nothing.
    if (document?.awaitsMarker && sendMarker(frame, document.number)) document.marked();
  }

  /**
   * A WebContents has emitted an event. If the event may end its documents, requests their remaining reports.
   */
  observe(eventName: string, emitter: WebContentsLike): void {
    if (!LEAVING_EVENTS.has(eventName)) return;
    if (eventName === 'did-start-navigation') this.onNavigation?.(emitter);
    const ports = this.portsOfWebContents.get(emitter);
    if (ports === undefined || ports.size === 0) return;
    // Not within the event: posting would run microtasks of the app.
    this.asking ??= setImmediate(() => this.ask());
    this.asked.add(ports);
  }

  /** Ends all reports; the frames then take their patches back. */
  close(): void {
    this.stopTelling();
    const ports = [...this.ports];
    this.ports.clear();
    forEachInSlices(ports, (port) => guarded('end of reports', this.reportFault, () => port.close()));
  }

  /**
   * Sends a message to the preload in a document.
   *
   * @returns false if it is gone
   * @throws if the message can't be cloned
   */
  post(document: FrameDocument, message: FrameReplay): boolean {
    const port = this.portOfDocument.get(document);
    if (port === undefined || !this.ports.has(port)) return false;
    apply(port.postMessage, port, [message, []]);
    return true;
  }

  /** Settings of the frames have changed. */
  settingsChanged(): void {
    this.stopTelling();
    this.stopTelling = this.postAll(this.ports, this.settings);
  }

  private ask(): void {
    this.asking = undefined;
    const ask: FrameAsk = { report: true };
    const groups = [...this.asked];
    this.asked.clear();
    this.postAll(flatten(groups), ask);
  }

  /** @returns posts to no further port */
  private postAll(ports: Iterable<ReportPort>, message: FrameAsk | FrameSettings): () => void {
    return forEachInSlices(ports, (port) =>
      this.cost.measureBatch(() =>
        guarded('telling a frame', this.reportFault, () => {
          if (this.ports.has(port)) apply(port.postMessage, port, [message, []]);
        }),
      ),
    );
  }

  private get settings(): FrameSettings {
    return { stackFrames: this.recorder.stackFrames };
  }

  /** Sends a document its settings for the first time, which also narrows the offset of its clock. */
  private greet(document: FrameDocument): void {
    const port = this.portOfDocument.get(document);
    if (port === undefined || !this.ports.has(port) || document.isGreeted) return;
    guarded('telling a frame', this.reportFault, () => {
      document.greeted(nowUs());
      const greeting: FrameSettings = { ...this.settings, isGreeting: true };
      apply(port.postMessage, port, [greeting, []]);
    });
  }

  private listen(port: ReportPort, siblings: Set<ReportPort>, source: ReportSource): void {
    const { endpoint, document } = source;
    this.ports.add(port);
    this.portOfDocument.set(document, port);
    port.emit = (eventName, event) =>
      guarded('frame report', this.reportFault, () => {
        if (eventName === 'message') this.cost.measureBatch(() => this.reported(source, ownData(event, 'data')));
        else if (eventName === 'close') {
          this.ports.delete(port);
          siblings.delete(port);
          // The document is gone. The next one in this frame says hello itself, if it can.
          setTimeout(() => this.ended(endpoint, document), LAST_CALLS_MS).unref();
        }
      });
    port.start();
  }

  private reported({ endpoint, document, place }: ReportSource, data: unknown): void {
    const onPort = readPortReport(data);
    if (onPort !== undefined) {
      this.framePorts.received(endpoint.id, document, onPort);
      return;
    }
    const note = readReplayNote(data);
    if (note !== undefined) {
      this.onReplayNote?.(document, note);
      return;
    }
    const report = readFrameReport(data);
    if (report === undefined) return;
    document.report(report);
    for (const failure of report.failures ?? []) this.failures.add(place, document, failure);
  }

  private ended(endpoint: FrameEndpoint, document: FrameDocument): void {
    guarded('end of a frame', this.reportFault, () => {
      document.end();
      this.tell(endpoint, document, undefined);
      this.onGone?.(document);
    });
  }

  private delivered({ clockErrorUs, times }: Deliveries): void {
    for (let first = 0; first < times.length; first += MAX_TIMES_PER_ENTRY) {
      const some: readonly DeliveryTime[] = times.slice(first, first + MAX_TIMES_PER_ENTRY);
      this.recorder.delivery({ type: 'delivery', clockErrorUs, times: some });
    }
  }

  private tell(endpoint: FrameEndpoint, document: FrameDocument, timing: 'lost' | undefined): void {
    if (endpoint.document !== document) return;
    if (timing === undefined) endpoint.document = undefined;
    this.endpoints.setTiming(endpoint, timing);
  }
}

/** @returns false if it could not be sent */
function sendMarker(frame: WebFrameMainLike, document: number): boolean {
  const { _send: send } = frame;
  // Up to 23 the native method is an own property, and no message of ours could be distinguished from the app's.
  if (send === undefined || hasOwn(frame, '_send')) return false;
  try {
    apply(send, frame, [false, FRAME_CHANNEL, [document]]);
    return true;
  } catch {
    // The frame is gone: it will send nothing to count.
    return false;
  }
}

function* flatten<Item>(groups: Iterable<Iterable<Item>>): Generator<Item, void> {
  for (const group of groups) yield* group;
}
