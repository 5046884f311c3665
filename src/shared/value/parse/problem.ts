/** What is wrong with a text of values, and where. */
export interface TextProblem {
  /** Offsets in the text, in UTF-16 units; `to` is after the last one. */
  readonly from: number;
  readonly to: number;
  /** What is wrong. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
  /** Something there was not recorded. */
  readonly isMissing?: true;
}

/** Thrown at the first problem of a value; the values beside it are still read. */
export class ProblemFound extends Error {
  constructor(readonly problem: TextProblem) {
    super(problem.message);
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

export function problemAt({ start, end }: Place, message: string, remedy: string): ProblemFound {
  return new ProblemFound({ from: start, to: end, message, remedy });
}
