/** A session that can be looked at: one that is being captured, or a file that was opened. */

import type { SessionFold } from '../../shared/columns/sessionFold';
import type { LinePlaces } from './linePlaces';

/** The lines of the journal that tell of one message, of the current version. */
export interface MessageLines {
  readonly message: string;
  /** Where the answer came after the message was written. */
  readonly outcome?: string;
  /** Where the frame told where it sent it from. */
  readonly stack?: string;
}

export interface ReadableSession {
  /** The messages without their payloads, and the facts about the session. */
  readonly fold: SessionFold;
  /** The file as the user knows it. */
  readonly path: string;
  /** The journal, never compressed: `path`, or what was unpacked from it. It may still be growing. */
  readonly journalPath: string;
  /** Where the lines of each message stand in it. */
  readonly places: LinePlaces;
  /** Bytes of the journal so far. */
  readonly bytes: number;
  /** @throws if the journal can't be read */
  readMessage(row: number): Promise<MessageLines>;
  /** What was appended can be read from the file. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
