/**
 * Folds journal entries into the message table and the facts about the session: the one place that knows what an entry
 * means for them. It is used live and when a capture is opened.
 */

import {
  DIRECTIONS,
  type Dispatched,
  type DispatchedEntry,
  type EndpointEndEntry,
  type EndpointEntry,
  type JournalEntry,
  type MarkEntry,
  type MessageEntry,
  type PortEntry,
  type ReplayedEntry,
  type TargetEntry,
} from '../journal/entries';
import type { OutputLine } from '../journal/output';
import { type ChannelInfo, ChannelRegistrations } from './channelRegistrations';
import { CHUNK_MASK, type ColumnStore, type Columns, RowFlag } from './columns';
import { ENDPOINT_KEYS, type EndpointInfo } from './endpointInfo';
import { withKnownKeys } from './knownKeys';
import { MessageTable, type TableTexts } from './messageTable';
import { OutputTail } from './outputTail';
import { PortHistories, type PortHistoriesState, type PortHistory } from './portHistory';
import { RowsBySeq } from './rowsBySeq';
import { fillDelivery, fillDispatched, fillMessage, fillOutcome } from './rowWriter';
import type { FaultInfo, GapInfo, SessionFacts, TargetInfo } from './sessionFacts';
import { TargetList } from './targetList';

/** All that a fold knows besides the columns, as plain data, to go on with the entries that follow. */
export interface FoldState {
  readonly texts: TableTexts;
  readonly currentTarget: number;
  readonly targets: readonly TargetInfo[];
  readonly gaps: readonly GapInfo[];
  readonly faults: readonly FaultInfo[];
  readonly droppedMessages: number;
  readonly channels: readonly ChannelInfo[];
  readonly sources: readonly SourceState[];
  readonly output: readonly OutputLine[];
}

interface SourceState {
  readonly target: number;
  readonly timeOriginUs: number;
  readonly endpoints: readonly (readonly [id: number, index: number])[];
  readonly described: readonly Described[];
  readonly ports: PortHistoriesState;
}

/** A hostile file may hold any number of these; those beyond are counted and not kept. */
const MAX_KEPT_FACTS = 10_000;
/** The table takes this many versions of endpoints at once; beyond that, only those that are used. */
const MAX_UNUSED_ENDPOINTS = 50_000;
/** How many ports are followed. */
const MAX_PORTS = 500_000;
/** How many targets are distinguished; a damaged file may name any number. */
const MAX_TARGETS = 10_000;
/** Number of all the others; the column has room up to here. */
const OTHER_TARGETS = 0xffff;

/** An endpoint whose place in the session is known where it is kept. */
type Described = Omit<EndpointInfo, 'target' | 'app'>;

interface TargetState {
  /** What the column `target` has for it. */
  readonly number: number;
  timeOriginUs: number;
  /** As `TargetInfo.app`; undefined: it was never described. */
  app: string | undefined;
  /** Endpoint id of the agent → index in the table's endpoints. */
  readonly endpoints: Map<number, number>;
  /** Descriptions that come into the table when they are used first. */
  readonly described: Map<number, Described>;
  readonly ports: PortHistories;
  readonly rows: RowsBySeq;
}

export class SessionFold {
  readonly table = new MessageTable();
  readonly channels = new ChannelRegistrations();
  readonly output = new OutputTail();
  /** Called with the problem of an entry that was still applied. */
  onProblem: ((problem: string) => void) | undefined;
  private readonly states = new Map<number, TargetState>();
  private current = this.stateOf(0);
  private readonly targets = new TargetList();
  private gaps: GapInfo[] = [];
  private faults: FaultInfo[] = [];
  private dropped = 0;

  /** A new object after every change to a fact. */
  get facts(): SessionFacts {
    const { targets, gaps, faults } = this;
    return { targets: targets.list, gaps: [...gaps], faults: [...faults], channels: this.channels.list() };
  }

  /** Messages that could not be recorded. */
  get droppedMessages(): number {
    return this.dropped;
  }

  /**
   * @param changed is called with each row that was added or has changed
   * @returns the row of the message that the entry is of, if it is of one
   */
  apply(entry: JournalEntry, changed?: (row: number) => void): number | undefined {
    const row = this.applyEntry(entry, changed);
    if (row !== undefined) changed?.(row);
    return row;
  }

  private applyEntry(entry: JournalEntry, changed: ((row: number) => void) | undefined): number | undefined {
    switch (entry.type) {
      case 'message':
        return this.message(entry);
      case 'delivery':
        for (const time of entry.times) {
          const row = this.change(time[0], (columns, i) =>
            fillDelivery(columns, i, this.current.timeOriginUs, time, entry.clockErrorUs),
          );
          if (row !== undefined) changed?.(row);
        }
        return undefined;
      case 'dispatched':
        return this.dispatched(entry);
      case 'outcome':
        return this.change(entry.seq, (columns, i) => fillOutcome(columns, i, this.current.timeOriginUs, entry));
      case 'stack':
        return this.current.rows.find(entry.seq);
      case 'endpoint':
        this.endpoint(entry);
        return undefined;
      case 'endpointEnd':
        this.endpointEnd(entry);
        return undefined;
      case 'port':
        this.port(entry);
        return undefined;
      case 'source':
        this.current = this.stateOf(entry.target);
        return undefined;
      case 'target':
        this.target(entry);
        return undefined;
      case 'targetEnd': {
        const { target, endedAt, exitCode, signal, detached, incomplete } = entry;
        const end = { endedAt, exitCode, signal, detached, incomplete, endedRow: this.table.length };
        this.targets.change(target, end);
        return undefined;
      }
      case 'channel':
        this.channels.apply(this.current.number, entry);
        return undefined;
      case 'mark':
        return this.mark(entry);
      case 'replayed':
        return this.replayed(entry);
      case 'gap': {
        const { timeOriginUs } = this.current;
        const [atUs, untilUs] = [timeOriginUs + entry.at, timeOriginUs + entry.until];
        const { messages, reason } = entry;
        this.dropped += messages;
        if (this.gaps.length < MAX_KEPT_FACTS)
          this.gaps.push({ target: this.current.number, row: this.table.length, atUs, untilUs, messages, reason });
        return undefined;
      }
      case 'fault': {
        const { where, message } = entry;
        if (this.faults.length < MAX_KEPT_FACTS) this.faults.push({ target: this.current.number, where, message });
        return undefined;
      }
      case 'cost': {
        const { periodUs, spentUs, messages } = entry;
        this.targets.change(this.current.number, { cost: { periodUs, spentUs, messages } });
        return undefined;
      }
      case 'output':
      case 'outputGap':
        this.output.apply(entry);
        return undefined;
      case 'header':
        return undefined;
    }
  }

  /** The row of a message, by its target and number. */
  rowOf(target: number, seq: number): number | undefined {
    const state = this.states.get(target);
    return state?.rows.find(seq);
  }

  /** The message channel that an end belongs to. */
  portHistory(target: number, port: number): PortHistory | undefined {
    return this.states.get(target)?.ports.find(port);
  }

  saveState(): FoldState {
    const { table, current, targets, gaps, faults, dropped, channels, states } = this;
    return {
      texts: table.texts,
      currentTarget: current.number,
      targets: targets.list,
      gaps,
      faults,
      droppedMessages: dropped,
      channels: channels.list(),
      sources: [...states].map(([target, { timeOriginUs, endpoints, described, ports }]) => ({
        target,
        timeOriginUs,
        endpoints: [...endpoints],
        described: [...described.values()],
        ports: ports.saveState(),
      })),
      output: this.output.lines,
    };
  }

  /**
   * Gives a new fold the state of another one.
   *
   * @param state of that one
   * @param columns the rows that it had, which become this one's
   */
  restore(state: FoldState, columns: ColumnStore): void {
    this.table.restore(state.texts, columns);
    this.targets.restore(state.targets);
    this.gaps = [...state.gaps];
    this.faults = [...state.faults];
    this.dropped = state.droppedMessages;
    this.channels.restore(state.channels);
    this.output.restore(state.output);
    for (const { target, timeOriginUs, endpoints, described, ports } of state.sources) {
      const source = this.stateOf(target);
      source.timeOriginUs = timeOriginUs;
      source.app = this.targets.get(target)?.app;
      for (const [id, index] of endpoints) source.endpoints.set(id, index);
      for (const info of described) source.described.set(info.id, info);
      source.ports.restore(ports);
    }
    for (let row = 0; row < this.table.length; row++) {
      const { columns } = this.table;
      this.stateOf(columns.get(row, 'target')).rows.add(columns.get(row, 'seq'), row);
    }
    this.current = this.stateOf(state.currentTarget);
  }

  private stateOf(target: number): TargetState {
    const known = this.states.get(target);
    if (known !== undefined) return known;
    const isTooMuch = target >= OTHER_TARGETS || this.states.size >= MAX_TARGETS;
    if (isTooMuch) this.onProblem?.(`target ${target} is beyond the number of targets that can be told apart`);
    const number = isTooMuch ? OTHER_TARGETS : target;
    const state = this.states.get(number) ?? {
      number,
      timeOriginUs: 0,
      app: undefined,
      endpoints: new Map(),
      described: new Map(),
      ports: new PortHistories(),
      rows: new RowsBySeq(),
    };
    this.states.set(number, state);
    return state;
  }

  private target(entry: TargetEntry): void {
    const { type: _, target: __, ...description } = entry;
    const state = this.stateOf(entry.target);
    state.timeOriginUs = entry.timeOrigin;
    state.app = this.targets.describe(state.number, description).app;
  }

  private endpoint(entry: EndpointEntry): void {
    this.describe(withKnownKeys<Omit<EndpointEntry, 'type'>>(entry, ENDPOINT_KEYS));
  }

  private endpointEnd({ id, at, exitCode }: EndpointEndEntry): void {
    const known = this.current.described.get(id) ?? this.table.endpoints[this.endpointIndex(id)];
    if (known === undefined) return;
    const endedAtUs = this.current.timeOriginUs + at;
    this.describe({ ...known, endedAtUs, ...(exitCode !== undefined && { exitCode }) });
  }

  private describe(info: Described): void {
    if (this.table.endpoints.length < MAX_UNUSED_ENDPOINTS) this.addEndpoint(info);
    else this.current.described.set(info.id, info);
  }

  private addEndpoint(info: Described): number {
    const { app, number: target } = this.current;
    const index = this.table.addEndpoint({ ...info, target, app });
    this.current.endpoints.set(info.id, index);
    return index;
  }

  private port(entry: PortEntry): void {
    const mayAdd = this.table.ports.length < MAX_PORTS;
    const channel = this.current.ports.apply(entry, (id) => this.endpointIndex(id), mayAdd);
    if (channel === undefined) return;
    this.table.addPort({ target: this.current.number, id: channel.id, source: channel.source });
  }

  private mark({ target, seq, removed }: MarkEntry): number | undefined {
    const row = this.rowOf(target, seq);
    if (row === undefined) return undefined;
    const { flags } = this.table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    flags[i] = removed ? (flags[i] as number) & ~RowFlag.marked : (flags[i] as number) | RowFlag.marked;
    return row;
  }

  private replayed({ seq, originTarget: target, originSeq, isSynthetic }: ReplayedEntry): number | undefined {
    const origin = target === undefined || originSeq === undefined ? undefined : { target, seq: originSeq };
    this.table.replays.add({
      target: this.current.number,
      seq,
      ...(origin && { origin }),
      ...(isSynthetic && { isSynthetic }),
    });
    return this.change(seq, ({ flags }, i) => {
      flags[i] = (flags[i] as number) | RowFlag.replayed;
    });
  }

  private endpointIndex(id: number): number {
    const { current, table } = this;
    const described = current.described.get(id);
    if (described !== undefined) {
      current.described.delete(id);
      return this.addEndpoint(described);
    }
    const index = current.endpoints.get(id);
    // Described before the journal begins, or in a damaged line.
    if (index === undefined) return this.addEndpoint({ id, kind: 'port', title: `endpoint ${id}` });
    const known = table.endpoints[index];
    // The app may have told its name since: what follows is of it. Only what is used again is worth another version.
    return known === undefined || known.app === current.app ? index : this.addEndpoint(known);
  }

  private message(entry: MessageEntry): number {
    const { table, current } = this;
    const row = table.length;
    table.columns.extendTo(row + 1);
    const columns = table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    columns.target[i] = this.current.number;
    columns.channel[i] = table.channelIndex(entry.channel);
    columns.from[i] = this.endpointIndex(entry.from);
    columns.to[i] = this.endpointIndex(entry.to);
    fillMessage(columns, i, current.timeOriginUs, entry);
    const { lastSeq } = current.rows;
    if (!current.rows.add(entry.seq, row))
      this.onProblem?.(`its number ${entry.seq} is not above ${lastSeq}, the one before`);
    if (entry.port !== undefined) current.ports.count(entry);
    if (entry.dispatched !== undefined) {
      fillDispatched(columns, i, current.timeOriginUs, entry.dispatched);
      this.countHit(row, entry.dispatched);
    }
    if (entry.outcome !== undefined) fillOutcome(columns, i, current.timeOriginUs, entry.outcome);
    return row;
  }

  private dispatched(entry: DispatchedEntry): number | undefined {
    const row = this.change(entry.seq, (columns, i) => fillDispatched(columns, i, this.current.timeOriginUs, entry));
    if (row !== undefined) this.countHit(row, entry);
    return row;
  }

  private countHit(row: number, { listeners }: Dispatched): void {
    const { table } = this;
    const columns = table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (listeners === undefined || DIRECTIONS[columns.direction[i] as number] !== 'to-main') return;
    const from = table.endpoints[columns.from[i] as number];
    if (from === undefined) return;
    const source = { target: this.current.number, webContentsId: from.webContentsId, endpoint: from.id };
    this.channels.hit(source, table.channelOf(row), listeners, columns.atUs[i] as number);
  }

  private change(seq: number, apply: (columns: Columns, index: number) => void): number | undefined {
    const row = this.current.rows.find(seq);
    if (row !== undefined) apply(this.table.columns.chunkOf(row), row & CHUNK_MASK);
    return row;
  }
}
