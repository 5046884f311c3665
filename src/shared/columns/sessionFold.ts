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
import { appLabel } from './appLabels';
import { type ChannelInfo, ChannelInventory } from './channelInventory';
import { CHUNK_MASK, type ColumnStore, type Columns, RowFlag } from './columns';
import { writeDelivery, writeDispatched, writeMessage, writeOutcome } from './messageRow';
import { MessageTable, type TableTexts } from './messageTable';
import { PortBook, type PortBookState, type PortHistory } from './portHistory';
import type { FaultInfo, GapInfo, SessionFacts, TargetInfo } from './sessionFacts';

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
}

interface SourceState {
  readonly target: number;
  readonly timeOriginUs: number;
  readonly endpoints: readonly (readonly [id: number, index: number])[];
  readonly ports: PortBookState;
}

/** A hostile file may hold any number of these; those beyond are counted and not kept. */
const MAX_KEPT_FACTS = 10_000;
const INITIAL_ROWS = 16;

interface TargetState {
  timeOriginUs: number;
  /** As `TargetInfo.app`; undefined: it was never described. */
  app: string | undefined;
  /** Endpoint id of the agent → index in the table's endpoints. */
  readonly endpoints: Map<number, number>;
  readonly ports: PortBook;
  /** Row of each message, by its place among the messages of this target; their `seq` rise. */
  rows: Uint32Array;
  rowCount: number;
}

export class SessionFold {
  readonly table = new MessageTable();
  readonly channels = new ChannelInventory();
  private readonly states = new Map<number, TargetState>();
  private current = this.stateOf(0);
  private currentTarget = 0;
  private targets: readonly TargetInfo[] = [];
  private gaps: GapInfo[] = [];
  private faults: FaultInfo[] = [];
  private dropped = 0;

  /** A new object whenever something in it changed. */
  get facts(): SessionFacts {
    const { targets, gaps, faults } = this;
    return { targets, gaps: [...gaps], faults: [...faults], channels: this.channels.list() };
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
            writeDelivery(columns, i, this.current.timeOriginUs, time, entry.clockErrorUs),
          );
          if (row !== undefined) changed?.(row);
        }
        return undefined;
      case 'dispatched':
        return this.dispatched(entry);
      case 'outcome':
        return this.change(entry.seq, (columns, i) => writeOutcome(columns, i, this.current.timeOriginUs, entry));
      case 'stack':
        return this.findRow(this.current, entry.seq);
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
        this.currentTarget = entry.target;
        this.current = this.stateOf(entry.target);
        return undefined;
      case 'target':
        this.target(entry);
        return undefined;
      case 'targetEnd': {
        const { target, endedAt, exitCode, signal, detached, incomplete } = entry;
        const end = { endedAt, exitCode, signal, detached, incomplete, endedRow: this.table.length };
        this.targets = this.targets.map((known) => (known.target === target ? { ...known, ...end } : known));
        return undefined;
      }
      case 'channel':
        this.channels.apply(this.currentTarget, entry);
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
          this.gaps.push({ target: this.currentTarget, row: this.table.length, atUs, untilUs, messages, reason });
        return undefined;
      }
      case 'fault': {
        const { where, message } = entry;
        if (this.faults.length < MAX_KEPT_FACTS) this.faults.push({ target: this.currentTarget, where, message });
        return undefined;
      }
      case 'cost': {
        const { periodUs, spentUs, messages } = entry;
        this.targets = this.targets.map((known) =>
          known.target === this.currentTarget ? { ...known, cost: { periodUs, spentUs, messages } } : known,
        );
        return undefined;
      }
      case 'header':
        return undefined;
    }
  }

  /** The row of a message, by its target and number. */
  rowOf(target: number, seq: number): number | undefined {
    const state = this.states.get(target);
    return state === undefined ? undefined : this.findRow(state, seq);
  }

  /** The message channel that an end belongs to. */
  portHistory(target: number, port: number): PortHistory | undefined {
    return this.states.get(target)?.ports.find(port);
  }

  saveState(): FoldState {
    const { table, currentTarget, targets, gaps, faults, dropped, channels, states } = this;
    return {
      texts: table.texts,
      ...{ currentTarget, targets, gaps, faults, droppedMessages: dropped },
      channels: channels.list(),
      sources: [...states].map(([target, { timeOriginUs, endpoints, ports }]) => ({
        ...{ target, timeOriginUs },
        endpoints: [...endpoints],
        ports: ports.saveState(),
      })),
    };
  }

  /**
   * Makes a new fold what another one was.
   *
   * @param state of that one
   * @param columns the rows that it had, which become this one's
   */
  restore(state: FoldState, columns: ColumnStore): void {
    this.table.restore(state.texts, columns);
    this.targets = state.targets;
    this.gaps = [...state.gaps];
    this.faults = [...state.faults];
    this.dropped = state.droppedMessages;
    this.channels.restore(state.channels);
    for (const { target, timeOriginUs, endpoints, ports } of state.sources) {
      const source = this.stateOf(target);
      source.timeOriginUs = timeOriginUs;
      source.app = state.targets.find((known) => known.target === target)?.app;
      for (const [id, index] of endpoints) source.endpoints.set(id, index);
      source.ports.restore(ports);
    }
    for (let row = 0; row < this.table.length; row++) {
      this.remember(this.stateOf(this.table.columns.get(row, 'target')), row);
    }
    this.currentTarget = state.currentTarget;
    this.current = this.stateOf(state.currentTarget);
  }

  private stateOf(target: number): TargetState {
    let state = this.states.get(target);
    if (state === undefined) {
      state = {
        timeOriginUs: 0,
        app: undefined,
        endpoints: new Map(),
        ports: new PortBook(),
        rows: new Uint32Array(INITIAL_ROWS),
        rowCount: 0,
      };
      this.states.set(target, state);
    }
    return state;
  }

  private target(entry: TargetEntry): void {
    const { type: _, ...description } = entry;
    const state = this.stateOf(entry.target);
    state.timeOriginUs = entry.timeOrigin;
    const others = this.targets.filter((known) => known.target !== entry.target);
    const info = { ...description, app: appLabel(description, others) };
    this.targets = [...others, info];
    if (state.app === info.app) return;
    state.app = info.app;
    // It has told its name after its endpoints: what follows is of it.
    for (const [id, index] of state.endpoints) {
      const known = this.table.endpoints[index];
      if (known !== undefined) state.endpoints.set(id, this.table.addEndpoint({ ...known, app: info.app }));
    }
  }

  private endpoint(entry: EndpointEntry): void {
    const { type: _, ...info } = entry;
    const { app } = this.current;
    const index = this.table.addEndpoint({ ...info, target: this.currentTarget, app });
    this.current.endpoints.set(entry.id, index);
  }

  private endpointEnd({ id, at, exitCode }: EndpointEndEntry): void {
    const known = this.table.endpoints[this.endpointIndex(id)];
    if (known === undefined) return;
    const endedAtUs = this.current.timeOriginUs + at;
    this.current.endpoints.set(id, this.table.addEndpoint({ ...known, endedAtUs, exitCode }));
  }

  private port(entry: PortEntry): void {
    const channel = this.current.ports.apply(entry, (id) => this.endpointIndex(id));
    if (channel === undefined) return;
    this.table.addPort({ target: this.currentTarget, id: channel.id, source: channel.source });
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
      ...{ target: this.currentTarget, seq },
      ...(origin && { origin }),
      ...(isSynthetic && { isSynthetic }),
    });
    return this.change(seq, ({ flags }, i) => {
      flags[i] = (flags[i] as number) | RowFlag.replayed;
    });
  }

  private endpointIndex(id: number): number {
    const index = this.current.endpoints.get(id);
    if (index !== undefined) return index;
    // Described before the journal begins, or in a damaged line.
    this.endpoint({ type: 'endpoint', id, kind: 'port', title: `endpoint ${id}` });
    return this.endpointIndex(id);
  }

  private message(entry: MessageEntry): number {
    const { table, current } = this;
    const row = table.length;
    table.columns.extendTo(row + 1);
    const columns = table.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    columns.target[i] = this.currentTarget;
    columns.channel[i] = table.channelIndex(entry.channel);
    columns.from[i] = this.endpointIndex(entry.from);
    columns.to[i] = this.endpointIndex(entry.to);
    writeMessage(columns, i, current.timeOriginUs, entry);
    this.remember(current, row);
    if (entry.port !== undefined) current.ports.count(entry);
    if (entry.dispatched !== undefined) {
      writeDispatched(columns, i, current.timeOriginUs, entry.dispatched);
      this.countHit(row, entry.dispatched);
    }
    if (entry.outcome !== undefined) writeOutcome(columns, i, current.timeOriginUs, entry.outcome);
    return row;
  }

  private dispatched(entry: DispatchedEntry): number | undefined {
    const row = this.change(entry.seq, (columns, i) => writeDispatched(columns, i, this.current.timeOriginUs, entry));
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
    const source = { target: this.currentTarget, webContentsId: from.webContentsId, endpoint: from.id };
    this.channels.hit(source, table.channelOf(row), listeners, columns.atUs[i] as number);
  }

  private remember(state: TargetState, row: number): void {
    if (state.rowCount === state.rows.length) {
      const larger = new Uint32Array(state.rows.length * 2);
      larger.set(state.rows);
      state.rows = larger;
    }
    state.rows[state.rowCount++] = row;
  }

  private change(seq: number, apply: (columns: Columns, index: number) => void): number | undefined {
    const row = this.findRow(this.current, seq);
    if (row !== undefined) apply(this.table.columns.chunkOf(row), row & CHUNK_MASK);
    return row;
  }

  private findRow({ rows, rowCount }: TargetState, seq: number): number | undefined {
    let low = 0;
    let high = rowCount - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const row = rows[middle] as number;
      const found = this.table.columns.get(row, 'seq');
      if (found === seq) return row;
      if (found < seq) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}
