/**
 * Sends messages that the inspector asks for, as the frame itself would: through the methods of `ipcRenderer` as they are at that
 * moment, also where others have wrapped them. What main answers stays here. Nothing of it runs unless it is asked for.
 *
 * Where a page shares its world with the preloads, it can replace every method that is looked up here. So what comes is read as
 * own data only, and what it came in must have been made by native code.
 */

import type { IpcRenderer } from 'electron';
import type { MessageKind } from '../../shared/journal/entries';
import type { CallReplay, FrameReplayNote, PostReplay } from '../../shared/link/frameReplay';
import type { AnyFunction } from '../base/patch';
import { apply, dateNow, NativeMap, NativePromise, NativeWeakRef, promiseThen } from '../base/primordials';
import { ignoringErrors } from './ignoringErrors';
import { ownValue } from './ownValue';

const { postMessage } = MessagePort.prototype;
const { set: addToMap, get: readMap, delete: deleteFromMap } = Map.prototype;
const { deref } = WeakRef.prototype;
const isPromise = (value: unknown): boolean => value instanceof NativePromise;

/** Ports of messages from main that are remembered; the oldest are given up. */
const MAX_PORTS = 1000;

export class ReplayCalls {
  private expected: { readonly id: number; readonly kind: MessageKind; readonly channel: string } | undefined;
  private readonly ports = new NativeMap<string, WeakRef<MessagePort>>();
  private readonly portKeys: string[] = [];

  /**
   * @param announce reports to the agent that the document's next call is the requested one
   * @param tell reports anything else to the agent
   */
  constructor(
    private readonly ipcRenderer: IpcRenderer,
    private readonly announce: (id: number) => void,
    private readonly tell: (note: FrameReplayNote) => void,
  ) {}

  /** A call is being made that nobody but the inspector wants. */
  get isCalling(): boolean {
    return this.expected !== undefined;
  }

  /** A method of `ipcRenderer` is about to call native code. */
  starting(kind: MessageKind, channel: unknown): void {
    const { expected } = this;
    if (expected === undefined || expected.kind !== kind || expected.channel !== channel) return;
    this.expected = undefined;
    this.announce(expected.id);
  }

  /** Main sent ports; they are held weakly. */
  portsCame(ports: readonly MessagePort[], push: number): void {
    for (let i = 0; i < ports.length; i++) {
      const key = `${push}:${i}`;
      apply(addToMap, this.ports, [key, new NativeWeakRef(ports[i] as MessagePort)]);
      this.portKeys.push(key);
      if (this.portKeys.length > MAX_PORTS) apply(deleteFromMap, this.ports, [this.portKeys.shift()]);
    }
  }

  /** @returns whether the message, whose data this is, is such a request */
  take(data: unknown): boolean {
    const replay = ownValue(data, 'replay');
    if (typeof replay !== 'object' || replay === null) return false;
    const request = replay as CallReplay | PostReplay;
    if (dateNow() > request.untilMs) this.tell({ replay: request.id, failed: 'the frame was busy for too long' });
    else if (request.kind === 'port') this.post(request);
    else this.call(request);
    return true;
  }

  private call({ id, kind, args }: CallReplay): void {
    const { ipcRenderer } = this;
    this.expected = { id, kind, channel: args[0] };
    let failed = `the app’s own ipcRenderer.${kind} did not pass it on, or only later`;
    try {
      const result: unknown = apply(ipcRenderer[kind] as AnyFunction, ipcRenderer, args);
      // A rejection that nobody handles would be reported to the app.
      if (isPromise(result)) apply(promiseThen, result, [nothing, nothing]);
    } catch (error) {
      failed = ignoringErrors(() => String(error)) ?? 'it threw';
    }
    const wasCalled = this.expected === undefined;
    this.expected = undefined;
    if (!wasCalled) this.tell({ replay: id, failed });
  }

  private post({ id, push, port: index, args }: PostReplay): void {
    const reference = apply(readMap, this.ports, [`${push}:${index}`]) as WeakRef<MessagePort> | undefined;
    const port = reference && (apply(deref, reference, []) as MessagePort | undefined);
    if (port === undefined) {
      this.tell({ replay: id, failed: 'the frame has let go of the port' });
      return;
    }
    apply(postMessage, port, [args[0]]);
    this.tell({ replay: id, isPosted: true });
  }
}

function nothing(): void {}
