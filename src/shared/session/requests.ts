/** The requests of the user to a session, and their results. */

import type { TextFormat } from '../export/formats';

/** What the user chose of an export. */
export interface ExportRequest {
  readonly format: TextFormat;
  /** The messages to export, by row, in ascending order; without it, all. */
  readonly rows?: Uint32Array;
  /** The redaction rules are applied to what was recorded. */
  readonly isSanitised: boolean;
}

/** What the user chose of a save. */
export interface SaveRequest {
  /** The messages to save, by row; without it, all. */
  readonly rows?: Uint32Array;
  readonly isCompressed: boolean;
  /** Hides passwords, tokens and cookies, as in the target. */
  readonly isSanitised: boolean;
}

/** Messages of a channel that carry what an earlier one of it carried. */
export interface RepeatedPayloads {
  readonly channel: string;
  readonly messages: number;
  /** Of their arguments and results. */
  readonly bytes: number;
}

/** Counts for the status bar. */
export interface SessionTotals {
  readonly captured: number;
  readonly dropped: number;
  readonly journalBytes: number;
}
