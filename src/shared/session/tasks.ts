/** What a session is busy with, and what it asks the user. */

/** Something that takes long: opening or saving. */
export interface TaskInfo {
  /** As `Opening notes.escope`. */
  readonly title: string;
  /** Bytes, or whatever it counts. */
  readonly done: number;
  readonly total: number;
}

/** A question about earlier sessions. */
export interface OfferInfo {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Of a session that was not closed: its line in the card that asks about several of them. */
  readonly unclosed?: string;
  /** What the buttons say. */
  readonly accept: string;
  readonly dismiss: string;
}
