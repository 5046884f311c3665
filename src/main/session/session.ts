/**
 * A live session: takes the lines of agents, writes them to the journal, and folds them into the message table. Plain
 * Node, so that it can run without a window.
 */

import { SessionFold } from '../../shared/columns/sessionFold';
import {
  type EndpointEntry,
  JOURNAL_FORMAT,
  JOURNAL_VERSION,
  type JournalEntry,
  type TargetDescription,
} from '../../shared/journal/entries';
import { encodeLine, isFault } from '../../shared/journal/lineCodec';
import { JournalWriter, type LinePlace } from './journalWriter';
import { decodeHead } from './lineHead';
import { LinePlaces } from './linePlaces';
import type { MessageLines, ReadableSession } from './readableSession';

/** Entries an agent may send. The rest is the inspector's to write. */
const AGENT_ENTRY_TYPES = new Set<JournalEntry['type']>([
  'message',
  'dispatched',
  'outcome',
  'endpoint',
  'endpointEnd',
  'port',
  'channel',
  'gap',
  'fault',
]);

export interface SessionEvents {
  /** A row was added or changed. */
  rowChanged(row: number): void;
  /** Targets, gaps, faults or registered channels changed. */
  factsChanged(): void;
  /** The journal can't be written any more. */
  journalFailed(error: Error): void;
}

export class Session implements ReadableSession {
  readonly fold = new SessionFold();
  readonly places = new LinePlaces();
  private nextTarget = 1;
  private source: number | undefined;
  private damagedLines = 0;

  private constructor(
    private readonly writer: JournalWriter,
    private readonly events: SessionEvents,
  ) {}

  /**
   * @param path of the journal, which must not exist yet
   * @param writerName name and version of this program
   */
  static async create(path: string, writerName: string, events: SessionEvents): Promise<Session> {
    const writer = await JournalWriter.create(path, (error) => events.journalFailed(error));
    const session = new Session(writer, events);
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

  /** @returns the number of the target in this session */
  addTarget(description: TargetDescription): number {
    const target = this.nextTarget++;
    this.describeTarget(target, description);
    return target;
  }

  describeTarget(target: number, description: TargetDescription): void {
    this.write({ type: 'target', target, ...description });
    this.events.factsChanged();
  }

  endTarget(target: number, exit: { exitCode?: number; signal?: string }): void {
    this.write({ type: 'targetEnd', target, endedAt: new Date().toISOString(), ...exit });
    this.events.factsChanged();
  }

  /** Takes a line an agent sent. What is no entry is not written; that it came is told. */
  ingest(target: number, line: Buffer): void {
    const entry = decodeHead(line);
    if (isFault(entry) || !AGENT_ENTRY_TYPES.has(entry.type)) {
      this.damagedLines++;
      if (this.damagedLines <= 10) {
        const message = isFault(entry) ? entry.fault : `an agent may not send ${entry.type} entries`;
        this.apply({ type: 'fault', at: 0, where: 'link', message }, undefined);
      }
      return;
    }
    if (this.source !== target) {
      this.source = target;
      this.write({ type: 'source', target });
    }
    this.apply(entry, this.writer.append(line));
  }

  /** @throws if the journal can't be read */
  async readMessage(row: number): Promise<MessageLines> {
    const message = await this.writer.read(this.places.messageAt(row));
    const outcomePlace = this.places.outcomeAt(row);
    const outcome = outcomePlace && (await this.writer.read(outcomePlace));
    return { message: message.toString('utf8'), outcome: outcome?.toString('utf8') };
  }

  flush(): Promise<void> {
    return this.writer.flush();
  }

  /** Nothing can come any more: targets that have not ended are left, and what is in memory goes to the file. */
  async close(): Promise<void> {
    for (const { target, endedAt } of this.fold.facts.targets) if (endedAt === undefined) this.endTarget(target, {});
    await this.writer.close();
  }

  private write(entry: JournalEntry): void {
    const line = Buffer.from(encodeLine(entry));
    this.apply(entry, this.writer.append(line.subarray(0, -1)));
  }

  private apply(entry: Exclude<JournalEntry, EndpointEntry> | EndpointEntry, place: LinePlace | undefined): void {
    const row = this.fold.apply(entry);
    if (row !== undefined && place !== undefined) {
      this.places.set(entry.type, row, place);
      this.events.rowChanged(row);
    }
    if (entry.type === 'gap' || entry.type === 'fault' || entry.type === 'channel') this.events.factsChanged();
  }
}
