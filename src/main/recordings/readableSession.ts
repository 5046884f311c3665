/** A session that can be read: a live one, or an opened file. */

import type { Event } from '../../shared/base/emitter';
import type { SessionFold } from '../../shared/columns/sessionFold';
import type { MarkEntry } from '../../shared/journal/entries';
import type { MessageLines } from '../../shared/journal/recordedMessage';
import type { LinePlace } from '../journal/journalWriter';
import type { LinePlaces } from '../journal/linePlaces';

export interface ReadableSession {
  /** A row was added or changed. */
  readonly onRow: Event<number>;
  /** Targets, gaps, faults or registered channels changed. */
  readonly onFacts: Event<void>;
  /** The messages without their payloads, and the facts about the session. */
  readonly fold: SessionFold;
  /** The file that the user knows. */
  readonly path: string;
  /** The journal, never compressed: `path`, or what was unpacked from it. It may still be growing. */
  readonly journalPath: string;
  /** Where the lines of each message are in it. */
  readonly places: LinePlaces;
  /** Bytes of the journal so far. */
  readonly bytes: number;
  /** @throws if the journal can't be read */
  readMessage(row: number): Promise<MessageLines>;
  /** Marks a message, or takes the mark off. */
  mark(row: number, isMarked: boolean): void;
  /** Marks that are not in the journal, because it must not be changed. */
  readonly unwrittenMarks: readonly MarkEntry[];
  /** Resolves once appended lines can be read from the file. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Reads the lines of one message.
 *
 * @throws if the journal does not have them, or can't be read
 */
export async function readMessageLines(
  places: LinePlaces,
  row: number,
  read: (place: LinePlace) => Promise<string>,
): Promise<MessageLines> {
  const place = places.messageAt(row);
  if (place.length === 0) throw new Error('it came while the journal could not be written');
  const message = await read(place);
  const outcome = places.outcomeAt(row);
  const stack = places.stackAt(row);
  return { message, outcome: outcome && (await read(outcome)), stack: stack && (await read(stack)) };
}

/** The entry that says that a message is marked, or no longer marked. */
export function markOf({ table: { columns } }: SessionFold, row: number, isMarked: boolean): MarkEntry {
  const mark = { type: 'mark', target: columns.get(row, 'target'), seq: columns.get(row, 'seq') } as const;
  return isMarked ? mark : { ...mark, removed: true };
}
