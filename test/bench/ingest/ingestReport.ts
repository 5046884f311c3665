export interface IngestSettings {
  readonly messages: number;
  readonly rounds: number;
}

export interface IngestFigures {
  readonly messages: number;
  /** From the first byte until everything is in the file. */
  readonly durationMs: number;
  readonly journalBytes: number;
  /** Memory that the session keeps: the table and the places of the lines in the journal. Payloads are on disk. */
  readonly heldBytesPerMessage: number;
}
