/** What apps print, line by line: as it is kept in a journal and as it is shown. */

export const OUTPUT_STREAMS = ['stdout', 'stderr'] as const;
export type OutputStream = (typeof OUTPUT_STREAMS)[number];

/** Limit of the characters that are kept of a line. */
export const MAX_OUTPUT_LINE = 4000;
/** Limit of the lines that are kept in memory for display. */
export const MAX_OUTPUT_LINES = 5000;

/** A line that a started app or command printed. */
export interface OutputEntry {
  readonly type: 'output';
  /** Process id of what was started; what that starts itself prints to the same place. */
  readonly pid: number;
  /** When the inspector read it; ISO 8601. It may have been printed a moment before. */
  readonly readAt: string;
  readonly stream: OutputStream;
  /** Without its line break, with the control sequences that it has for terminals. */
  readonly text: string;
  /** The line was longer. */
  readonly truncated?: true | undefined;
}

/** Lines that are not kept, because there were too many: those since the last such entry of this process. */
export interface OutputGapEntry {
  readonly type: 'outputGap';
  readonly pid: number;
  /** ISO 8601. */
  readonly readAt: string;
  readonly lines: number;
}

/** A line as it is shown. */
export interface OutputLine {
  readonly stream: OutputStream;
  readonly text: string;
  /** The line was longer. */
  readonly isCut?: true;
  /** It stands for this many lines that the capture does not have; `text` is empty. */
  readonly leftOut?: number;
}
