/**
 * A live session: writes the lines of agents to the journal, and folds them into the message table. Plain Node, so that it can
 * run without a window.
 */

import { Emitter } from '../../shared/base/emitter';
import { SessionFold } from '../../shared/columns/sessionFold';
import {
  type AgentEntry,
  type EndpointEntry,
  JOURNAL_FORMAT,
  JOURNAL_VERSION,
  type JournalEntry,
  type TargetDescription,
} from '../../shared/journal/entries';
import { InternalPayloads } from '../../shared/journal/internalPayloads';
import { encodeLine, isFault } from '../../shared/journal/lineCodec';
import type { MessageLines } from '../../shared/journal/recordedMessage';
import type { TargetEnd } from '../../shared/journal/targetEnds';
import type { AgentEnd } from '../../shared/link/handshake';
import { FileDamage } from '../journal/fileDamage';
import { JournalFile, type ReadOptions } from '../journal/journalFile';
import { JournalWriter, type LinePlace } from '../journal/journalWriter';
import { decodeHead } from '../journal/lineHead';
import { LinePlaces } from '../journal/linePlaces';
import { MissingMessageCounter } from '../journal/missingMessageCounter';
import { stripInternalPayload } from '../journal/stripInternalPayload';
import { OutputRecorder } from './outputRecorder';
import { markOf, type ReadableSession, readMessageLines } from './readableSession';
import { MIN_INDEXED_ROWS, writeIndex } from './sessionIndex';

/** Entries that an agent may send. Only the inspector writes the others. */
const AGENT_ENTRIES: Readonly<Record<AgentEntry['type'], true>> = {
  message: true,
  dispatched: true,
  outcome: true,
  delivery: true,
  stack: true,
  replayed: true,
  endpoint: true,
  endpointEnd: true,
  port: true,
  channel: true,
  gap: true,
  fault: true,
  cost: true,
};

const CHANGES_FACTS = new Set<JournalEntry['type']>(['gap', 'fault', 'channel', 'cost']);

/** Messages of a target that could not be written, on its clock. */
interface LostMessages {
  readonly at: number;
  until: number;
  messages: number;
}

export class Session implements ReadableSession {
  readonly fold = new SessionFold();
  readonly places = new LinePlaces();
  readonly output = new OutputRecorder((entry) => this.write(entry));
  readonly onRow = new Emitter<number>();
  readonly onFacts = new Emitter();
  /** The error that keeps the journal from being written; undefined once it can be written again. */
  readonly onJournal = new Emitter<Error | undefined>();
  private nextTarget = 1;
  private source: number | undefined;
  private damagedLines = 0;
  private hasLost = false;
  private readonly lost = new Map<number, LostMessages>();
  private readonly accounts = new Map<number, MissingMessageCounter>();

  private constructor(private readonly writer: JournalWriter) {}

  /**
   * @param path of the journal, which must not exist yet
   * @param writerName name and version of this program
   * @param overwrites it may exist, and is emptied
   */
  static async create(path: string, writerName: string, overwrites = false): Promise<Session> {
    const writer = await JournalWriter.create(path, overwrites);
    const session = new Session(writer);
    writer.onFailure.on((error) => {
      if (error === undefined) session.journalRecovered();
      else session.onJournal.emit(error);
    });
    session.write({
      type: 'header',
      format: JOURNAL_FORMAT,
      version: JOURNAL_VERSION,
      createdAt: new Date().toISOString(),
      writer: writerName,
    });
    return session;
  }

  get path(): string {
    return this.writer.path;
  }

  get journalPath(): string {
    return this.writer.path;
  }

  /** Bytes of the journal so far. */
  get bytes(): number {
    return this.writer.bytes;
  }

  /** Number of messages that are in the table, but not in the file, because the disk is full. */
  get unwrittenMessages(): number {
    const { writer, places } = this;
    if (writer.isWritten && !this.hasLost) return 0;
    let count = 0;
    for (let row = 0; row < this.fold.table.length; row++) {
      const { offset, length } = places.messageAt(row);
      count += Number(length === 0 || offset + length > writer.fileBytes);
    }
    return count;
  }

  /** @returns the number of the target in this session */
  addTarget(description: TargetDescription): number {
    const target = this.nextTarget++;
    this.describeTarget(target, description);
    return target;
  }

  describeTarget(target: number, description: TargetDescription): void {
    this.write({ type: 'target', target, ...description });
    this.onFacts.emit();
  }

  /** The agent of a target reports that it has sent everything. */
  agentEnded(target: number, end: AgentEnd): void {
    this.accountOf(target).agentEnded(end);
  }

  /** @param end what is known besides the report of the agent */
  endTarget(target: number, end: TargetEnd): void {
    this.write({
      type: 'targetEnd',
      target,
      endedAt: new Date().toISOString(),
      ...end,
      ...this.settleAccount(target, end),
    });
    this.onFacts.emit();
  }

  /** Records a line from an agent. A line that is not an entry is not written, but reported. */
  ingest(target: number, line: Buffer): void {
    const entry = decodeHead(line);
    if (isFault(entry) || !Object.hasOwn(AGENT_ENTRIES, entry.type)) {
      this.damagedLines++;
      if (this.damagedLines <= 10) {
        const message = isFault(entry) ? entry.fault : `an agent may not send ${entry.type} entries`;
        this.apply({ type: 'fault', at: 0, where: 'link', message }, undefined);
      }
      return;
    }
    const place = this.startSource(target) ? this.writer.append(line) : undefined;
    if (place === undefined && entry.type === 'message') this.countLost(target, entry.at);
    if (entry.type === 'message') this.accountOf(target).message(entry.seq, entry.at);
    else if (entry.type === 'gap') this.accountOf(target).gap(entry.messages);
    this.apply(entry, place);
  }

  /** @throws if the journal can't be read */
  readMessage(row: number): Promise<MessageLines> {
    return readMessageLines(this.places, row, async (place) => (await this.writer.read(place)).toString('utf8'));
  }

  /**
   * Copies a recording into the empty session. Messages keep their rows, and targets their numbers; these have ended. It leaves out
   * payloads of Electron's own messages that an earlier version recorded without a request.
   *
   * @throws UserError if it can't be read, AbortError if the signal says so
   */
  async absorb(recorded: ReadableSession, options: ReadOptions = {}): Promise<void> {
    await recorded.flush();
    const journal = await JournalFile.open(recorded.journalPath, options);
    try {
      const isCurrent = journal.header.version === JOURNAL_VERSION;
      const internal = new InternalPayloads();
      for await (const batch of isCurrent ? journal.heads(options) : journal.entries(options)) {
        for (const line of batch) {
          const { entry, bytes } = internal.mustGo(line.entry)
            ? stripInternalPayload(line, journal.header.version)
            : line;
          if (entry.type === 'header') continue;
          this.apply(entry, this.writer.append(isCurrent ? bytes : Buffer.from(encodeLine(entry)).subarray(0, -1)));
        }
        await this.writer.flush();
      }
    } finally {
      await journal.close();
    }
    for (const mark of recorded.unwrittenMarks) this.write(mark);
    const { targets } = this.fold.facts;
    this.nextTarget = Math.max(0, ...targets.map(({ target }) => target)) + 1;
    for (const { target, endedAt } of targets) if (endedAt === undefined) this.endTarget(target, {});
    this.source = undefined;
  }

  readonly unwrittenMarks = [];

  mark(row: number, isMarked: boolean): void {
    this.write(markOf(this.fold, row, isMarked));
  }

  flush(): Promise<void> {
    return this.writer.flush();
  }

  /**
   * Closes the session: targets that have not ended are left running, and what is in memory is written.
   *
   * @param indexFolder folder for an index, if one is worth it
   */
  async close(indexFolder?: string): Promise<void> {
    for (const { target, endedAt } of this.fold.facts.targets)
      if (endedAt === undefined) this.endTarget(target, { detached: true });
    this.output.close();
    await this.writer.close();
    const { fold, places, writer } = this;
    // An index must not have messages that the journal lacks.
    const isWhole = writer.isWritten && !this.hasLost && this.damagedLines === 0;
    if (indexFolder === undefined || fold.table.length < MIN_INDEXED_ROWS || !isWhole) return;
    const next = { offset: writer.bytes, line: writer.lines + 1 };
    await writeIndex(indexFolder, this.path, { fold, places, next }, new FileDamage());
  }

  /** Writes that the next entries belong to this target. @returns false if that failed, so that none may follow */
  private startSource(target: number): boolean {
    if (this.source === target) return true;
    const entry = { type: 'source', target } as const;
    this.fold.apply(entry);
    const isKept = this.append(entry) !== undefined;
    this.source = isKept ? target : undefined;
    return isKept;
  }

  /** Writes how many messages are missing. @returns what the report of the agent adds to the known end */
  private settleAccount(target: number, { detached, exitCode, signal }: TargetEnd): TargetEnd {
    const account = this.accounts.get(target);
    this.accounts.delete(target);
    if (account === undefined) return {};
    const missing = account.missing();
    if (missing !== undefined && this.startSource(target)) {
      this.write({ type: 'gap', ...missing, reason: 'they did not arrive before the app ended' });
    }
    if (account.end === undefined) return detached || this.isOnlyTraced(target) ? {} : { incomplete: true };
    const knowsHow = detached || exitCode !== undefined || signal !== undefined;
    return knowsHow || account.end.exitCode === undefined ? {} : { exitCode: account.end.exitCode };
  }

  /** The target has no agent that could report its end. */
  private isOnlyTraced(target: number): boolean {
    return this.fold.facts.targets.some((known) => known.target === target && known.observedBy === 'trace');
  }

  private accountOf(target: number): MissingMessageCounter {
    const known = this.accounts.get(target);
    if (known !== undefined) return known;
    const account = new MissingMessageCounter();
    this.accounts.set(target, account);
    return account;
  }

  private countLost(target: number, at: number): void {
    this.hasLost = true;
    const lost = this.lost.get(target);
    if (lost === undefined) this.lost.set(target, { at, until: at, messages: 1 });
    else {
      lost.until = at;
      lost.messages++;
    }
  }

  /** Lost messages are in the table. Only the file lacks them, and says so. */
  private journalRecovered(): void {
    for (const [target, { at, until, messages }] of this.lost) {
      const reason = 'the journal could not be written';
      if (this.startSource(target)) this.append({ type: 'gap', at, until, messages, reason });
    }
    this.lost.clear();
    this.output.journalRecovered();
    this.onJournal.emit(undefined);
  }

  private append(entry: JournalEntry): LinePlace | undefined {
    return this.writer.append(Buffer.from(encodeLine(entry)).subarray(0, -1));
  }

  /** @returns whether it was written */
  private write(entry: JournalEntry): boolean {
    const place = this.append(entry);
    this.apply(entry, place);
    return place !== undefined;
  }

  private apply(entry: Exclude<JournalEntry, EndpointEntry> | EndpointEntry, place: LinePlace | undefined): void {
    const row = this.fold.apply(entry, (changed) => this.onRow.emit(changed));
    if (row !== undefined && place !== undefined) this.places.set(entry.type, row, place);
    if (CHANGES_FACTS.has(entry.type)) this.onFacts.emit();
  }
}

/** A file name such as `2026-11-21T09-30-05-123-fieldnotes.escope`. */
export function sessionFileName(name: string, now: Date): string {
  const time = now.toISOString().replace(/[:.]/g, '-').replace('Z', '');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${time}-${slug || 'app'}.escope`;
}
