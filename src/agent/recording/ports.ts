/**
 * Numbers every end of a message channel that passes through main, and keeps the number through all hops. Remembers
 * who holds each end, and reports to the inspector what became of it.
 */

import { types } from 'node:util';
import type { PortEntry } from '../../shared/journal/entries';
import { nowUs } from '../base/clock';
import type { NativePort } from '../base/electronInternals';
import { ownData } from '../base/ownData';
import { isArray, min, NativeWeakRef } from '../base/primordials';
import { MAIN_ENDPOINT } from './endpoints';

/** One end of a message channel. Holds no port: one that nobody else holds must be collected, which closes its other end. */
export interface PortEnd {
  readonly id: number;
  readonly peer: PortEnd;
  /** Endpoint id of the holder; undefined where it was passed on out of sight. */
  holder: number | undefined;
}

interface TrackedEnd extends PortEnd {
  readonly peer: TrackedEnd;
  readonly channel: Channel;
  isStarted: boolean;
  /** Messages that main itself has posted to it, and those of them that it has received. */
  posted: number;
  delivered: number;
  /** Those that it has not received by when it left main, and those that main posted since. */
  ownOnTheWay: number;
  /** Ports that are on their way to it in such messages. */
  arriving: readonly ReceivedPort[];
  /** The object that native code knows the end by, while main holds it. */
  native: WeakRef<NativePort> | undefined;
}

interface ReceivedPort {
  /** Number of the message among those posted. */
  readonly message: number;
  readonly ends: readonly TrackedEnd[];
}

/** Messages with ports that may wait in an end that main never starts. */
const MAX_ARRIVALS = 1000;

/** Ends that can be found by their numbers. */
const MAX_KNOWN_ENDS = 20_000;

interface Channel {
  /** It was reported to the inspector. */
  isAnnounced: boolean;
  isClosed: boolean;
}

/** A MessagePortMain wraps the native port (lib/browser/message-port-main.ts). */
export interface MessagePortMainLike {
  readonly _internalPort?: NativePort;
}

/** The message that carries ports. */
export interface Carrier {
  /** Undefined if it could not be recorded. */
  readonly seq: number | undefined;
  readonly from: number | undefined;
  readonly to: number;
}

export class PortRegistry {
  private nextId = 1;
  private readonly ends = new WeakMap<object, TrackedEnd>();
  /** The ends by their ids; the oldest are given up. */
  private readonly byId = new Map<number, TrackedEnd>();

  constructor(private readonly report: (entry: PortEntry) => void) {}

  /** A channel was created in main. */
  addPair(port1: NativePort, port2: NativePort): void {
    const end = this.newChannel(MAIN_ENDPOINT, MAIN_ENDPOINT);
    this.know(port1, end);
    this.know(port2, end.peer);
    end.channel.isAnnounced = true;
    this.report({ type: 'port', at: nowUs(), port: end.id, event: 'created', peer: end.peer.id, from: MAIN_ENDPOINT });
  }

  /**
   * Ports arrived in main; `transferred` is to be called for it once the message is recorded.
   *
   * @param sender endpoint that transferred them, and probably kept the other ends
   */
  received(ports: readonly NativePort[], sender: number | undefined): PortEnd[] {
    return ports.map((port) => {
      const end = this.endOf(port, sender);
      this.announce(end, sender);
      return end;
    });
  }

  /**
   * A message arrived on an end that main holds, with these ports.
   *
   * @returns whether it is one that main itself had posted on the other end
   */
  receivedOwn(end: PortEnd, ports: readonly NativePort[]): boolean {
    const tracked = end as TrackedEnd;
    // A channel keeps the order: what main posted before it gave the other end away comes first.
    if (tracked.delivered >= tracked.posted) return false;
    const [arrival, ...others] = tracked.arriving;
    if (arrival?.message === tracked.delivered) {
      tracked.arriving = others;
      for (const [index, known] of arrival.ends.entries()) {
        const port = ports[index];
        if (port !== undefined) this.know(port, known);
      }
    }
    tracked.delivered++;
    return true;
  }

  /**
   * A message arrived on an end that main has passed on.
   *
   * @returns whether it is one that main itself had posted on the other end
   */
  receivedOwnElsewhere(end: PortEnd): boolean {
    const tracked = end as TrackedEnd;
    if (tracked.ownOnTheWay === 0) return false;
    tracked.ownOnTheWay--;
    return true;
  }

  /** Main has posted a message on an end, with these. */
  posted(end: PortEnd, ends: readonly PortEnd[]): void {
    const peer = end.peer as TrackedEnd;
    if (peer.holder !== MAIN_ENDPOINT) {
      peer.ownOnTheWay++;
      return;
    }
    const message = peer.posted++;
    if (ends.length === 0) return;
    peer.arriving = [...peer.arriving, { message, ends: ends as readonly TrackedEnd[] }].slice(-MAX_ARRIVALS);
  }

  /**
   * The ends in a transfer list of MessagePortMain. What is not a port, which Electron will refuse, is left out, and so
   * is what would notice being read.
   */
  endsOfTransfer(transfer: unknown): PortEnd[] {
    if (!isArray(transfer) || types.isProxy(transfer)) return [];
    const ends: PortEnd[] = [];
    for (let i = 0; i < transfer.length; i++) {
      const native = ownData(ownData(transfer, i), '_internalPort');
      // Electron refuses a list with anything else in it, however long it is.
      if (typeof native !== 'object' || native === null) break;
      ends.push(this.endOf(native as NativePort, undefined));
    }
    return ends;
  }

  /** A message that carries these ends is on its way, or has arrived in main. */
  transferred(ends: readonly PortEnd[], carrier: Carrier): void {
    for (const end of ends as readonly TrackedEnd[]) {
      this.announce(end, undefined);
      this.move(end, carrier);
    }
  }

  /** Why a message that main posts on this end goes nowhere, without an error; undefined: it does not. */
  whyMute(end: PortEnd): string | undefined {
    const { channel, holder } = end as TrackedEnd;
    if (holder !== MAIN_ENDPOINT) return 'main has passed the port on';
    return channel.isClosed ? 'the port is closed' : undefined;
  }

  /** Main starts to receive on it. */
  started(end: PortEnd): void {
    const tracked = end as TrackedEnd;
    if (tracked.isStarted || tracked.holder !== MAIN_ENDPOINT || tracked.channel.isClosed) return;
    tracked.isStarted = true;
    this.report({ type: 'port', at: nowUs(), port: end.id, event: 'started' });
  }

  /** One of the ends was closed. What main does to an end that it has passed on has no effect. */
  closed(end: PortEnd, by: 'main' | 'otherSide'): void {
    const { channel, holder } = end as TrackedEnd;
    if (channel.isClosed || holder !== MAIN_ENDPOINT) return;
    channel.isClosed = true;
    this.report({ type: 'port', at: nowUs(), port: end.id, event: 'closed', by });
  }

  /** The end a MessagePortMain stands for, if it has been seen before. */
  knownEndOf(port: object): PortEnd | undefined {
    return this.ends.get(port);
  }

  /** An end by its number; undefined: there is none, or it is long ago. */
  byNumber(id: number): PortEnd | undefined {
    return this.byId.get(id);
  }

  /** Whether nothing can be said on it any more. */
  isClosed(end: PortEnd): boolean {
    return (end as TrackedEnd).channel.isClosed;
  }

  /** What native code knows an end by that main holds; undefined: it is held elsewhere, or nowhere any more. */
  nativeOf(end: PortEnd): NativePort | undefined {
    return end.holder === MAIN_ENDPOINT ? (end as TrackedEnd).native?.deref() : undefined;
  }

  /** The end a MessagePortMain stands for, which is used. */
  usedEndOf(port: NativePort): PortEnd {
    const end = this.endOf(port, undefined);
    this.announce(end, undefined);
    return end;
  }

  /** Weakly: a port that nobody else holds must be collected. */
  private know(port: NativePort, end: TrackedEnd): void {
    this.ends.set(port, end);
    end.native = new NativeWeakRef(port);
  }

  private endOf(port: NativePort, holderOfPeer: number | undefined): TrackedEnd {
    let end = this.ends.get(port);
    if (end === undefined) {
      end = this.newChannel(MAIN_ENDPOINT, holderOfPeer);
      this.know(port, end);
    }
    return end;
  }

  private move(end: TrackedEnd, hop: Carrier): void {
    end.holder = hop.to;
    end.isStarted = false;
    const { seq, from, to } = hop;
    this.report({ type: 'port', at: nowUs(), port: end.id, event: 'transferred', from, to, seq });
    if (to === MAIN_ENDPOINT) return;
    if (end.peer.holder !== MAIN_ENDPOINT) {
      this.report({ type: 'port', at: nowUs(), port: end.id, event: 'passedOn' });
    }
    // Messages that wait in a port go with it, and the ports they carry.
    const { arriving } = end;
    end.arriving = [];
    end.ownOnTheWay = end.posted - end.delivered;
    end.delivered = end.posted;
    for (const { ends } of arriving) for (const inner of ends) this.move(inner, hop);
  }

  /** Tells of a channel that main did not create. Only once it is certain that it is one: an app may pretend. */
  private announce({ id, peer, channel }: TrackedEnd, sender: number | undefined): void {
    if (channel.isAnnounced) return;
    channel.isAnnounced = true;
    this.report({ type: 'port', at: nowUs(), port: id, event: 'arrived', peer: peer.id, from: sender });
  }

  private newChannel(holder: number, holderOfPeer: number | undefined): TrackedEnd {
    const id = this.nextId;
    this.nextId += 2;
    const channel: Channel = { isAnnounced: false, isClosed: false };
    const fresh = {
      channel,
      native: undefined,
      isStarted: false,
      posted: 0,
      delivered: 0,
      ownOnTheWay: 0,
      arriving: [],
    };
    const end = { ...fresh, id, holder } as unknown as { -readonly [K in keyof TrackedEnd]: TrackedEnd[K] };
    end.peer = { ...fresh, id: id + 1, holder: holderOfPeer, peer: end };
    this.byId.set(id, end).set(id + 1, end.peer);
    // They come in pairs, in the order of their numbers.
    if (this.byId.size > MAX_KNOWN_ENDS)
      for (const old of [id - MAX_KNOWN_ENDS, id + 1 - MAX_KNOWN_ENDS]) this.byId.delete(old);
    return end;
  }
}

/** Numbers of ends, as a message carries them; undefined for none. */
export function idsOf(ends: readonly PortEnd[]): number[] | undefined {
  return ends.length === 0 ? undefined : ends.map((end) => end.id);
}

/** What stands for a channel in the messages of a port, the same in both directions. */
export function portChannelName(end: PortEnd): string {
  return `port ${min(end.id, end.peer.id)}`;
}
