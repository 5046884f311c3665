export interface QuerySettings {
  readonly messages: number;
  readonly rounds: number;
}

export interface FilterFigures {
  readonly filter: string;
  readonly found: number;
  /** Threads that search payloads besides this one; 0: it searches them itself. */
  readonly threads?: number;
  /** Until every row has been evaluated and those that match are listed; median. */
  readonly durationMs: number;
  /** Of the fastest round: on a busy machine it says more. */
  readonly bestMs: number;
  /** Processor time of the whole process: on a busy machine it says more. */
  readonly cpuMs: number;
}

export interface ExportFigures {
  readonly format: string;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly bytes: number;
  /** Memory above that of the open session, at the most, while it was written. */
  readonly peakBytes: number;
}

export interface QueryFigures {
  readonly messages: number;
  readonly journalBytes: number;
  /** Answered from columns. */
  readonly columns: readonly FilterFigures[];
  /** Answered from the journal, all of which is searched. */
  readonly payloads: readonly FilterFigures[];
  readonly exports: readonly ExportFigures[];
}
