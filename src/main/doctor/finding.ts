/** What the doctor found of one thing. */
export interface Finding {
  readonly what: string;
  /** `careful`: it works, but something is worth knowing; `broken`: something will not work. */
  readonly state: 'fine' | 'careful' | 'broken';
  readonly text: string;
  /** What to do about it. */
  readonly remedy?: string;
}
