/** Reads messages with their outcomes and payloads by row. The bytes in memory at a time are bounded. */

import { type FileHandle, open } from 'node:fs/promises';
import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageEntry, OutcomeEntry } from '../../shared/journal/entries';
import { isFault } from '../../shared/journal/lineCodec';
import { withOutcome } from '../../shared/journal/recordedMessage';
import { isTooCostly } from '../journal/jsonBytes';
import { decodeHead } from '../journal/lineHead';
import type { ReadableSession } from '../recordings/readableSession';
import { linesOf, readLines } from './lineBatch';

/** A message with its outcome. The payload is as the journal has it. */
export interface ReadMessage {
  readonly row: number;
  readonly message: MessageEntry;
}

/** Payloads that are in memory at a time; a single larger message is read by itself. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;

export class MessageReader {
  private constructor(
    private readonly session: ReadableSession,
    private readonly file: FileHandle,
  ) {}

  static async open(session: ReadableSession): Promise<MessageReader> {
    return new MessageReader(session, await open(session.journalPath, 'r'));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /**
   * @param rows in ascending order, all of one chunk
   * @returns the messages in the same order, in batches
   */
  async *read(rows: Uint32Array): AsyncGenerator<readonly ReadMessage[], void> {
    await this.session.flush();
    for (const batch of this.batches(rows)) yield await this.readBatch(batch);
  }

  private *batches(rows: Uint32Array): Generator<Uint32Array> {
    const { places } = this.session;
    let start = 0;
    let bytes = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const { messageLength, outcomeLength } = places.chunkOf(row);
      const length = (messageLength[row & CHUNK_MASK] as number) + (outcomeLength[row & CHUNK_MASK] as number);
      if (i > start && bytes + length > MAX_BATCH_BYTES) {
        yield rows.subarray(start, i);
        start = i;
        bytes = 0;
      }
      bytes += length;
    }
    if (start < rows.length) yield rows.subarray(start);
  }

  private async readBatch(rows: Uint32Array): Promise<readonly ReadMessage[]> {
    const lines = linesOf(rows, this.session.places);
    const found: { message?: MessageEntry; outcome?: OutcomeEntry }[] = Array.from(rows, () => ({}));
    for await (const { bytes, first, starts, ends } of readLines(this.file, lines)) {
      for (let i = 0; i < starts.length; i++) {
        const entry = parse(bytes.subarray(starts[i], ends[i]));
        const messages = found[lines.owners[first + i] as number];
        if (messages === undefined || entry === undefined) continue;
        if (entry.type === 'message') messages.message = entry;
        else messages.outcome = entry;
      }
    }
    return found.flatMap(({ message, outcome }, i) =>
      message === undefined ? [] : [{ row: rows[i] as number, message: withOutcome(message, outcome) }],
    );
  }
}

/** Where the payload is damaged, the entry without it. Opening the file reported the damage. */
function parse(line: Buffer): MessageEntry | OutcomeEntry | undefined {
  try {
    if (isTooCostly(line)) return headOf(line);
    return JSON.parse(line.toString('utf8')) as MessageEntry | OutcomeEntry;
  } catch {
    return headOf(line);
  }
}

function headOf(line: Buffer): MessageEntry | OutcomeEntry | undefined {
  const head = decodeHead(line);
  return !isFault(head) && (head.type === 'message' || head.type === 'outcome') ? head : undefined;
}
