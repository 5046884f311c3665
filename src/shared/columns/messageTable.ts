/** The message table: columns, and the texts and endpoints that they point to. */

import { DIRECTIONS, MESSAGE_KINDS } from '../journal/entries';
import { CHUNK_MASK, ColumnStore, type Columns } from './columns';
import { type EndpointInfo, endpointLabel } from './endpointInfo';
import { type ReplayLink, ReplayLinks } from './replayLinks';

/** A message channel as the table names it. */
export interface PortName {
  /** Number of the target it belongs to. */
  readonly target: number;
  /** Lower id of its ends, which stands in its name; the other end has the next. */
  readonly id: number;
  /** Who created it, or sent it to main: an index in the endpoints. */
  readonly source: number | undefined;
}

/** What the columns' indexes point to. */
export interface TableTexts {
  readonly channels: readonly string[];
  readonly endpoints: readonly EndpointInfo[];
  readonly ports: readonly PortName[];
  readonly replays: readonly ReplayLink[];
}

const INVOKE = MESSAGE_KINDS.indexOf('invoke');
const SEND_SYNC = MESSAGE_KINDS.indexOf('sendSync');
const TO_RENDERER = DIRECTIONS.indexOf('to-renderer');
/** The channel name of messages on a port: `port 7`. */
const PORT_CHANNEL = /^port (\d+)$/;

export class MessageTable {
  /** Which messages the inspector sent. */
  readonly replays = new ReplayLinks();
  private columnStore = new ColumnStore();
  private readonly channelNames: string[] = [];
  private readonly channelIndexes = new Map<string, number>();
  private readonly endpointInfos: EndpointInfo[] = [];
  private readonly portNames: PortName[] = [];
  /** Index in `portNames`, by target and id. */
  private readonly portIndexes = new Map<string, number>();

  get length(): number {
    return this.columnStore.length;
  }

  get columns(): ColumnStore {
    return this.columnStore;
  }

  get texts(): TableTexts {
    const { channelNames: channels, endpointInfos: endpoints, portNames: ports, replays } = this;
    return { channels, endpoints, ports, replays: replays.list };
  }

  /**
   * Gives an empty table the state of another one.
   *
   * @param columns become this one's
   */
  restore({ channels, endpoints, ports, replays }: TableTexts, columns: ColumnStore): void {
    for (const channel of channels) this.channelIndex(channel);
    for (const endpoint of endpoints) this.addEndpoint(endpoint);
    for (const port of ports) this.addPort(port);
    for (const link of replays) this.replays.add(link);
    this.columnStore = columns;
  }

  /** Every channel, in the order of first appearance. */
  get channels(): readonly string[] {
    return this.channelNames;
  }

  /** Every version of every endpoint. */
  get endpoints(): readonly EndpointInfo[] {
    return this.endpointInfos;
  }

  channelIndex(name: string): number {
    let index = this.channelIndexes.get(name);
    if (index === undefined) {
      index = this.channelNames.length;
      this.channelNames.push(name);
      this.channelIndexes.set(name, index);
    }
    return index;
  }

  addEndpoint(info: EndpointInfo): number {
    this.endpointInfos.push(info);
    return this.endpointInfos.length - 1;
  }

  /** Every message channel, in the order of first appearance. */
  get ports(): readonly PortName[] {
    return this.portNames;
  }

  addPort(name: PortName): void {
    this.portIndexes.set(`${name.target}:${name.id}`, this.portNames.length);
    this.portNames.push(name);
  }

  /**
   * Where a message channel comes from, as `Settings`; undefined where that is not known.
   *
   * @param id of either end
   */
  portSource(target: number, id: number): string | undefined {
    const index = this.portIndexes.get(`${target}:${id}`) ?? this.portIndexes.get(`${target}:${id - 1}`);
    const source = index === undefined ? undefined : this.portNames[index]?.source;
    const endpoint = source === undefined ? undefined : this.endpointInfos[source];
    return endpoint && endpointLabel(endpoint);
  }

  /** `portSource` of the port that a channel of this name stands for. */
  portSourceOfChannel(target: number, channel: string): string | undefined {
    const id = PORT_CHANNEL.exec(channel)?.[1];
    return id === undefined ? undefined : this.portSource(target, Number(id));
  }

  channelOf(row: number): string {
    return this.channelNames[this.columns.get(row, 'channel')] ?? '';
  }

  clear(): void {
    this.columns.clear();
    this.replays.clear();
    this.channelNames.length = 0;
    this.channelIndexes.clear();
    this.endpointInfos.length = 0;
    this.portNames.length = 0;
    this.portIndexes.clear();
  }
}

/**
 * The widest span known of a message, in microseconds: for calls until the answer (as the caller saw it where that is
 * known), for one-way messages until the listeners returned, for messages to a frame until that had them, or the call
 * returned. NaN where that is not known, as of a call that is still open.
 */
export function durationUs(columns: Columns, index: number): number {
  const transit = columns.transitUs[index] as number;
  const handler = columns.handlerUs[index] as number;
  const back = columns.returnUs[index] as number;
  // A call is not over when its listeners have returned.
  const isOver = !Number.isNaN(handler) || isCall(columns.kind[index] as number);
  const inMain = isOver ? handler : (columns.blockingUs[index] as number);
  if (columns.direction[index] === TO_RENDERER) return Number.isNaN(transit) ? inMain : Math.max(inMain, transit);
  return inMain + (Number.isNaN(transit) ? 0 : transit) + (Number.isNaN(back) ? 0 : back);
}

/** @param kind index in `MESSAGE_KINDS`; whether the caller gets an answer */
export function isCall(kind: number): boolean {
  return kind === INVOKE || kind === SEND_SYNC;
}

/** `durationUs` of a row of a table. */
export function rowDurationUs(table: MessageTable, row: number): number {
  return durationUs(table.columns.chunkOf(row), row & CHUNK_MASK);
}
