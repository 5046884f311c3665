/** The current task of a session, and its questions to the user. */

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
  /** The labels of the buttons. */
  readonly accept: string;
  readonly dismiss: string;
}
