/**
 * Gives every end of a message channel that passes through main one number, which stays its own through all its hops,
 * and remembers who holds it.
 */

import { types } from 'node:util';
import type { NativePort } from './electronInternals';
import { MAIN_ENDPOINT } from './endpoints';
import { ownData } from './ownData';

/** One end of a message channel. Holds no port: one that nobody else holds must be collected, which closes its other end. */
export interface PortEnd {
  readonly id: number;
  readonly peer: PortEnd;
  /** Endpoint id of the holder; undefined where it was passed on out of sight. */
  holder: number | undefined;
}

/** A MessagePortMain wraps the native port (lib/browser/message-port-main.ts). */
export interface MessagePortMainLike {
  readonly _internalPort?: NativePort;
}

export class PortRegistry {
  private nextId = 1;
  private readonly ends = new WeakMap<object, PortEnd>();

  /** A channel was created in main. */
  addPair(port1: object, port2: object): void {
    const end = this.newChannel(MAIN_ENDPOINT, MAIN_ENDPOINT);
    this.ends.set(port1, end);
    this.ends.set(port2, end.peer);
  }

  /**
   * Ports arrived in main.
   *
   * @param sender endpoint that transferred them, and probably kept the other ends
   * @returns their ends, held by main from now on
   */
  received(ports: readonly NativePort[], sender: number | undefined): PortEnd[] {
    return ports.map((port) => {
      const end = this.endOf(port, sender);
      end.holder = MAIN_ENDPOINT;
      return end;
    });
  }

  /**
   * The ends in a transfer list of MessagePortMain. What is not a port, which Electron will refuse, is left out, and so
   * is what would notice being read.
   */
  endsOfTransfer(transfer: unknown): PortEnd[] {
    if (!Array.isArray(transfer) || types.isProxy(transfer)) return [];
    const ends: PortEnd[] = [];
    for (let i = 0; i < transfer.length; i++) {
      const native = ownData(ownData(transfer, i), '_internalPort');
      if (typeof native === 'object' && native !== null) ends.push(this.endOf(native, undefined));
    }
    return ends;
  }

  /** The end a MessagePortMain stands for. */
  endOf(port: object, holderOfPeer: number | undefined): PortEnd {
    let end = this.ends.get(port);
    if (end === undefined) {
      end = this.newChannel(MAIN_ENDPOINT, holderOfPeer);
      this.ends.set(port, end);
    }
    return end;
  }

  private newChannel(holder: number, holderOfPeer: number | undefined): PortEnd {
    const id = this.nextId;
    this.nextId += 2;
    const end = { id, holder } as { -readonly [K in keyof PortEnd]: PortEnd[K] };
    end.peer = { id: id + 1, holder: holderOfPeer, peer: end };
    return end;
  }
}

/** Numbers of ends, as a message carries them; undefined for none. */
export function idsOf(ends: readonly PortEnd[]): number[] | undefined {
  return ends.length === 0 ? undefined : ends.map((end) => end.id);
}

/** What stands for a channel in the messages of a port, the same in both directions. */
export function portChannelName(end: PortEnd): string {
  return `port ${Math.min(end.id, end.peer.id)}`;
}
