export interface IngestSettings {
  readonly messages: number;
  readonly rounds: number;
}

export interface IngestFigures {
  readonly messages: number;
  /** From the first byte until everything is in the file; median. */
  readonly durationMs: number;
  /** Of the fastest round: on a busy machine it says more. */
  readonly bestMs: number;
  readonly journalBytes: number;
  /** Memory that the session keeps: the table and the places of the lines in the journal. Payloads are on disk. */
  readonly heldBytesPerMessage: number;
  /** Memory of the window's copy of the table and of the list of rows that it shows. */
  readonly windowBytesPerMessage: number;
}
