/**
 * Sends the messages that the inspector requests, each by the method the app would use: a frame calls its own
 * `ipcRenderer`, main its own `send` and `postMessage`. A message that can't be sent is refused with a reason. Every
 * wait has a limit.
 */

import { isDeepStrictEqual } from 'node:util';
import type { AgentOutcome, AgentPlace } from '../../shared/link/replayLink';
import { isChannel, type ReplayRequest } from '../../shared/replay/request';
import type { WebContentsLike, WebFrameMainLike } from '../base/electronInternals';
import { setTimeout } from '../base/nodePrimordials';
import type { AnyFunction } from '../base/patch';
import { apply, create, dateNow } from '../base/primordials';
import { forEachInSlices } from '../base/timeSlices';
import type { HookContext } from '../hooks/hookContext';
import { type FrameEndpoint, MAIN_ENDPOINT } from '../recording/endpoints';
import type { MessageFacts } from '../recording/messageRecord';
import type { PortEnd } from '../recording/ports';
import { decodeArguments } from './decodeArguments';
import { ExpectedMessages } from './expectedMessages';
import { FrameCalls } from './frameCalls';
import { PendingReplay, Refusal } from './pendingReplay';
import { SyntheticDispatch } from './syntheticDispatch';

/** A frame takes a message within this, or not at all. The inspector waits longer. */
const FRAME_TIMEOUT_MS = 5000;
/** A message on a port, once posted, is seen within this, if it can be seen. */
const PORT_TIMEOUT_MS = 1000;

const FRAME_SILENT = 'The frame has not taken it: its page is busy, or stands at a breakpoint.';
const FRAME_GONE = 'The frame is gone: it was left, or its window closed. Choose another.';
const NO_PRELOAD =
  'Electroscope is not in this document, so it can’t be made to call: it was loaded before Electroscope came, gets no preloads, or timing is switched off. Reload it, or let the event be made up.';
const NOT_IN_UTILITY =
  'Nothing of Electroscope is in a utility process, so it can’t be made to send. The event can be made up.';
const PORT_OUT_OF_REACH =
  'The holder of this end of the port can’t be made to post on it: only main can, and frames on ports that main sent them.';

export class Replayer {
  private readonly expected: ExpectedMessages;
  private readonly frameCalls: FrameCalls;
  private readonly synthetic: SyntheticDispatch;

  /**
   * @param portPrototype of MessagePortMain
   * @param whyNoPreloads why documents, or the sandboxed ones, do not get the timing preload; undefined if they do
   */
  constructor(
    private readonly context: HookContext,
    private readonly findWebContents: (id: number) => WebContentsLike | undefined,
    private readonly portPrototype: object | undefined,
    private readonly whyNoPreloads: () => string | undefined,
  ) {
    this.expected = new ExpectedMessages(context.recorder);
    this.frameCalls = new FrameCalls(context.timing);
    this.synthetic = new SyntheticDispatch(context, findWebContents);
  }

  /** @param settle is called once, within some seconds */
  replay(request: ReplayRequest, settle: (outcome: AgentOutcome) => void): void {
    const { recorder } = this.context;
    let pending = new PendingReplay(request, [], recorder, settle);
    try {
      pending = new PendingReplay(request, valuesOf(request), recorder, settle);
      this.start(pending);
    } catch (error) {
      pending.refuse(error);
    }
  }

  /**
   * Finds where messages can be sent from or to now.
   *
   * @param found is called once, at once where there are few
   */
  findPlaces(found: (places: AgentPlace[]) => void): void {
    const { endpoints, utilities } = this.context;
    const places: AgentPlace[] = [];
    const add = (known: FrameEndpoint): void => {
      const frame = this.findFrame(known);
      if (frame === undefined) return;
      // The inspector must know what it is.
      const { id: endpoint, document } = endpoints.ofReceiver(frame);
      places.push({ endpoint, kind: 'frame', canSend: document !== undefined });
    };
    const finish = (): void => {
      for (const [endpoint, { child }] of utilities) {
        if (child.deref() !== undefined) places.push({ endpoint, kind: 'utility', canSend: false });
      }
      found(places);
    };
    forEachInSlices([...endpoints.frames], (known) => this.context.guard('replay', () => add(known)), finish);
  }

  private start(pending: PendingReplay): void {
    const { kind, direction } = pending.request;
    if (kind === 'port') this.onPort(pending);
    else if (kind === 'utility') this.withUtility(pending);
    else if (direction === 'to-main' || direction === 'to-host') this.fromFrame(pending, kind);
    else if (direction === 'to-renderer') this.toFrame(pending);
    else throw new Refusal('unsupported', 'Service workers can’t be sent anything from here.');
  }

  private fromFrame(pending: PendingReplay, kind: Exclude<ReplayRequest['kind'], 'port' | 'utility'>): void {
    const { request, values } = pending;
    const { channel } = request;
    const endpoint = this.context.endpoints.frameOf(request.endpoint);
    const frame = endpoint && this.findFrame(endpoint);
    if (endpoint === undefined || frame === undefined) throw new Refusal('frame-gone', FRAME_GONE);
    const { document } = endpoint;
    if (document === undefined) {
      if (!request.allowsSynthetic) throw new Refusal('no-preload', this.whyNoPreload(), true);
      this.dispatch(pending, () => this.synthetic.fromFrame({ kind, channel, values }, endpoint, frame), true);
      return;
    }
    pending.limit(FRAME_TIMEOUT_MS, FRAME_SILENT);
    const call = { kind, untilMs: dateNow() + FRAME_TIMEOUT_MS, args: [channel, ...values] } as const;
    const isSent = this.frameCalls.send(document, call, (result) => {
      if (result.type === 'arrived') pending.sent(result.seq);
      else if (result.type === 'failed') {
        pending.refuse(new Refusal('not-sent', `The frame could not send it: ${result.why}.`));
      } else
        pending.refuse(new Refusal('frame-gone', 'The frame was left, or its window closed, before it sent this.'));
    });
    if (!isSent) throw new Refusal('frame-gone', FRAME_GONE);
  }

  private whyNoPreload(): string {
    const reason = this.whyNoPreloads();
    if (reason === undefined) return NO_PRELOAD;
    return `Electroscope is not in this document, so it can’t be made to call: ${reason}. A reload does not help. Let the event be made up.`;
  }

  private toFrame(pending: PendingReplay): void {
    const { request, values } = pending;
    const { kind, channel } = request;
    const endpoint = this.context.endpoints.frameOf(request.endpoint);
    const frame = endpoint && this.findFrame(endpoint);
    if (frame === undefined) throw new Refusal('frame-gone', FRAME_GONE);
    const isPostMessage = kind === 'postMessage';
    const args = isPostMessage ? [channel, values[0]] : [channel, ...values];
    this.dispatch(pending, () => call(frame, isPostMessage ? 'postMessage' : 'send', args));
  }

  private withUtility(pending: PendingReplay): void {
    const { request, values } = pending;
    const utility = this.context.utilities.get(request.endpoint);
    const [child, native] = [utility?.child.deref(), utility?.native.deref()];
    if (child === undefined || native === undefined) throw new Refusal('utility-gone', 'The process has ended.');
    if (request.direction === 'to-utility') {
      this.dispatch(pending, () => call(child, 'postMessage', [values[0]]));
    } else {
      if (!request.allowsSynthetic) throw new Refusal('no-preload', NOT_IN_UTILITY, true);
      this.dispatch(pending, () => call(native, 'emit', ['message', values[0]]), true);
    }
  }

  private onPort(pending: PendingReplay): void {
    const { ports } = this.context;
    const end = pending.request.port === undefined ? undefined : ports.byNumber(pending.request.port);
    if (end === undefined) throw new Refusal('port-not-held', 'This port is not known any more.');
    if (ports.isClosed(end)) throw new Refusal('port-not-held', 'The port is closed.');
    if (end.holder === MAIN_ENDPOINT) this.onMainPort(pending, end);
    else this.onFramePort(pending, end);
  }

  /** The same end under another object: patches of the class see it, and nothing is kept. */
  private onMainPort(pending: PendingReplay, end: PortEnd): void {
    const native = this.context.ports.nativeOf(end);
    const { portPrototype } = this;
    if (native === undefined || portPrototype === undefined) {
      throw new Refusal('port-not-held', 'The app has let go of this port.');
    }
    const port = create(portPrototype, { _internalPort: { value: native, writable: true } }) as object;
    this.dispatch(pending, () => call(port, 'postMessage', [pending.values[0]]));
  }

  private onFramePort(pending: PendingReplay, end: PortEnd): void {
    const document = end.holder === undefined ? undefined : this.context.endpoints.frameOf(end.holder)?.document;
    const place = document?.pushOfPort(end.id);
    if (document === undefined || place === undefined) throw new Refusal('port-not-held', PORT_OUT_OF_REACH);
    const [data] = pending.values;
    pending.limit(FRAME_TIMEOUT_MS + PORT_TIMEOUT_MS, FRAME_SILENT);
    // Equal messages of the app, which may come between, can be taken for it without harm.
    const giveUp = this.expected.add(
      (facts) => facts.kind === 'port' && facts.port === end.id && isDeepStrictEqual(facts.args, [data]),
      (seq, wasRecorded) => pending.sent(wasRecorded ? seq : undefined),
    );
    const post = { kind: 'port', untilMs: dateNow() + FRAME_TIMEOUT_MS, ...place, args: [data] } as const;
    const isSent = this.frameCalls.send(document, post, (result) => {
      if (result.type === 'posted') {
        setTimeout(() => {
          giveUp();
          pending.sent(undefined);
        }, PORT_TIMEOUT_MS).unref?.();
        return;
      }
      giveUp();
      const why = result.type === 'failed' ? `The frame can’t post on it: ${result.why}.` : FRAME_GONE;
      pending.refuse(new Refusal(result.type === 'failed' ? 'port-not-held' : 'frame-gone', why));
    });
    if (isSent) return;
    giveUp();
    throw new Refusal('frame-gone', FRAME_GONE);
  }

  /** Does what sends at once, and recognises the message by being the next such one. */
  private dispatch(pending: PendingReplay, work: () => void, isSynthetic = false): void {
    let found: number | undefined;
    let isFound = false;
    const giveUp = this.expected.add(
      (facts) => isOf(pending.request, facts),
      (seq, wasRecorded) => {
        isFound = true;
        if (wasRecorded) found = seq;
      },
    );
    try {
      work();
    } catch (error) {
      // A message that failed is recorded, with its error.
      if (!isFound) throw error;
    } finally {
      giveUp();
    }
    pending.sent(found, isSynthetic);
  }

  /** Undefined where the frame is gone, or its process. */
  private findFrame({ ids, webContentsId }: FrameEndpoint): WebFrameMainLike | undefined {
    if (ids === undefined) return undefined;
    const frame = this.context.internals.findFrame(ids.processId, ids.frameId);
    try {
      const webContents = webContentsId === undefined ? undefined : this.findWebContents(webContentsId);
      if (frame === undefined || webContents?.isDestroyed() || frame.osProcessId === 0) return undefined;
      // Reading it throws for one that is disposed.
      return typeof frame.url === 'string' ? frame : undefined;
    } catch {
      return undefined;
    }
  }
}

/** @throws Refusal */
function valuesOf({ channel, args, carriedPorts = 0 }: ReplayRequest): readonly unknown[] {
  if (!isChannel(channel)) throw new Refusal('channel-invalid', 'A channel is a text, and not an empty one.');
  if (carriedPorts > 0) throw new Refusal('carries-ports', 'The ports that it carried can’t be made again.');
  const decoded = decodeArguments(args);
  if ('problem' in decoded) throw new Refusal('not-whole', `It can’t be sent: ${decoded.problem}.`);
  return decoded.args;
}

/** Calls a method as it is now, also where it was replaced. */
function call(object: object, method: string, args: readonly unknown[]): void {
  apply((object as Record<string, AnyFunction>)[method] as AnyFunction, object, args);
}

/** Whether a message is the one that is asked for, where only that is being sent. */
function isOf({ kind, direction, channel, endpoint, port }: ReplayRequest, facts: MessageFacts): boolean {
  if (facts.kind !== kind || facts.direction !== direction) return false;
  if (kind === 'port') return facts.port === port;
  const isOutgoing = direction === 'to-renderer' || direction === 'to-utility';
  if ((isOutgoing ? facts.to : facts.from) !== endpoint) return false;
  return kind === 'utility' || facts.channel === channel;
}
