/** What became of the message channels that passed through main, folded from journal entries. */

import type { MessageEntry, PortEntry } from '../journal/entries';

/** An end changed hands. */
interface PortHop {
  /** Id of the end. */
  readonly port: number;
  /** Microseconds on the target's clock. */
  readonly atUs: number;
  /** Index in the table's endpoints; undefined where it is not known. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Number of the message that carried it; undefined if that could not be recorded. */
  readonly seq: number | undefined;
}

/** Whether main sees what is said on a channel. */
const PORT_VISIBILITIES = ['in-main', 'passed-on'] as const;
type PortVisibility = (typeof PORT_VISIBILITIES)[number];

/** A message channel, which has two ends. */
export interface PortHistory {
  /** Number that stands in its name: the lower id of its ends. */
  readonly id: number;
  /** Id of the other end. */
  readonly peer: number;
  /** `created`: by MessageChannelMain in main; `arrived`: somewhere else, and its first end came to main then. */
  readonly origin: 'created' | 'arrived';
  /** Who created it, or sent it: an index in the table's endpoints; undefined where it is not known. */
  readonly source: number | undefined;
  readonly atUs: number;
  /** The first `MAX_HOPS`. */
  readonly hops: readonly PortHop[];
  readonly hopCount: number;
  readonly startedAtUs: number | undefined;
  /** Messages that were posted on the end `id`, and on the end `peer`, as far as main saw them. */
  readonly messages: readonly [onId: number, onPeer: number];
  readonly closedAtUs: number | undefined;
  readonly closedBy: PortEntry['by'];
  /** Since when neither end is in main. */
  readonly passedOnAtUs: number | undefined;
  readonly visibility: PortVisibility;
  /**
   * Channels that its arrived end may belong to instead: their ends had gone to the endpoint that it came from. Main can't
   * tell an end that comes back from a new one.
   */
  readonly mayBe: readonly number[];
}

/** Further ones are counted but not kept. */
export const MAX_HOPS = 100;
/** Of the ends that an arriving port may be. */
const MAX_CANDIDATES = 20;
/** How many of the channels that went to an endpoint last are candidates. */
const MAX_HELD = 100;
const NONE: readonly number[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Channel extends Omit<Mutable<PortHistory>, 'hops' | 'messages'> {
  readonly hops: PortHop[];
  readonly messages: [number, number];
  /** Agent's endpoint ids of who holds each end; undefined where it is not known. */
  readonly holders: [number | undefined, number | undefined];
}

/** The whole state, as plain data. */
export interface PortHistoriesState {
  readonly channels: readonly PlainChannel[];
  readonly heldBy: readonly (readonly [holder: number, channels: readonly number[]])[];
}

interface PlainChannel extends PortHistory {
  /** `null` stands for undefined, which JSON lacks. */
  readonly holders: readonly (number | null)[];
}

/** The channels of one target. */
export class PortHistories {
  private readonly channels = new Map<number, Channel>();
  /** Channels by the endpoint that holds an end, other than main. */
  private readonly heldBy = new Map<number, Set<Channel>>();

  /**
   * @param endpointIndex the place of an endpoint in the table, as it is described now
   * @param mayAdd whether there is room for another channel
   * @returns the channel, if it is a new one
   */
  apply(entry: PortEntry, endpointIndex: (id: number) => number, mayAdd = true): PortHistory | undefined {
    if (entry.event === 'created' || entry.event === 'arrived')
      return mayAdd ? this.add(entry, endpointIndex) : undefined;
    const channel = this.channelOf(entry.port);
    if (channel === undefined) return undefined;
    switch (entry.event) {
      case 'transferred':
        this.move(channel, entry, endpointIndex);
        break;
      case 'started':
        channel.startedAtUs ??= entry.at;
        break;
      case 'passedOn':
        channel.passedOnAtUs ??= entry.at;
        channel.visibility = 'passed-on';
        break;
      case 'closed':
        channel.closedAtUs = entry.at;
        channel.closedBy = entry.by;
        for (const end of [0, 1] as const) this.hold(channel, end, undefined);
        break;
    }
    return undefined;
  }

  /** Counts a message on a port. */
  count({ port }: MessageEntry): void {
    if (port === undefined) return;
    const channel = this.channelOf(port);
    if (channel !== undefined) channel.messages[endOf(channel, port)]++;
  }

  /** The channel an end belongs to, as it stands. */
  find(port: number): PortHistory | undefined {
    const channel = this.channelOf(port);
    if (channel === undefined) return undefined;
    const { holders: _, ...history } = channel;
    return { ...history, hops: [...channel.hops], messages: [...channel.messages] };
  }

  saveState(): PortHistoriesState {
    const own = [...this.channels].filter(([port, channel]) => port === channel.id);
    return {
      channels: own.map(([, channel]) => ({ ...channel, holders: channel.holders.map((holder) => holder ?? null) })),
      heldBy: [...this.heldBy].map(([holder, held]) => [holder, [...held].map(({ id }) => id)]),
    };
  }

  /** Restores a saved state into an empty instance. */
  restore({ channels, heldBy }: PortHistoriesState): void {
    for (const { holders, hops, messages, ...rest } of channels) {
      const [first, second] = holders;
      const channel: Channel = {
        ...rest,
        hops: [...hops],
        messages: [messages[0], messages[1]],
        holders: [first ?? undefined, second ?? undefined],
      };
      this.channels.set(channel.id, channel);
      this.channels.set(channel.peer, channel);
    }
    for (const [holder, ids] of heldBy) {
      this.heldBy.set(holder, new Set(ids.flatMap((id) => this.channels.get(id) ?? [])));
    }
  }

  private add(entry: PortEntry, endpointIndex: (id: number) => number): PortHistory | undefined {
    const { port, peer, from, at, event } = entry;
    if (peer === undefined || this.channelOf(port) !== undefined || this.channelOf(peer) !== undefined)
      return undefined;
    const candidates = event === 'arrived' && from !== undefined ? this.heldBy.get(from) : undefined;
    const channel: Channel = {
      id: port,
      peer,
      origin: event === 'created' ? 'created' : 'arrived',
      source: from === undefined ? undefined : endpointIndex(from),
      atUs: at,
      hops: [],
      hopCount: 0,
      startedAtUs: undefined,
      messages: [0, 0],
      closedAtUs: undefined,
      closedBy: undefined,
      passedOnAtUs: undefined,
      visibility: 'in-main',
      mayBe: candidates === undefined ? NONE : [...candidates].slice(-MAX_CANDIDATES).map(({ id }) => id),
      holders: [undefined, undefined],
    };
    this.channels.set(port, channel);
    this.channels.set(peer, channel);
    return channel;
  }

  private move(channel: Channel, { port, at, from, to, seq }: PortEntry, endpointIndex: (id: number) => number): void {
    channel.hopCount++;
    if (channel.hops.length < MAX_HOPS) {
      const index = (id: number | undefined) => (id === undefined ? undefined : endpointIndex(id));
      channel.hops.push({ port, atUs: at, from: index(from), to: index(to), seq });
    }
    if (to === MAIN) channel.visibility = 'in-main';
    this.hold(channel, endOf(channel, port), to);
  }

  private hold(channel: Channel, end: 0 | 1, holder: number | undefined): void {
    const before = channel.holders[end];
    channel.holders[end] = holder;
    if (before !== undefined && !channel.holders.includes(before)) this.heldBy.get(before)?.delete(channel);
    if (holder === undefined || holder === MAIN) return;
    let held = this.heldBy.get(holder);
    if (held === undefined) {
      held = new Set();
      this.heldBy.set(holder, held);
    }
    held.add(channel);
    const [oldest] = held;
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
  }

  private channelOf(port: number): Channel | undefined {
    return this.channels.get(port);
  }
}

/** Endpoint id of the main process in every target. */
const MAIN = 1;

function endOf(channel: Channel, port: number): 0 | 1 {
  return port === channel.id ? 0 : 1;
}
