export interface OpenSettings {
  readonly messages: number;
  readonly rounds: number;
}

export interface OpenFigures {
  readonly messages: number;
  readonly fileBytes: number;
  /** Medians. */
  readonly rebuildMs: number;
  /** Of the fastest round: on a busy machine it says more. */
  readonly rebuildBestMs: number;
  /** Time of the processor, of all threads: what the machine does besides hardly changes it. */
  readonly rebuildCpuMs: number;
  readonly indexedMs: number;
  /** Until the lines of one message, chosen at random, are there. */
  readonly readMs: { readonly median: number; readonly p99: number };
  readonly indexBytes: number;
  /** What the opened session keeps: table, places of the lines, facts. */
  readonly heldBytesPerMessage: number;
}
