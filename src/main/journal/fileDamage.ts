/** Damage of a capture file. A hostile file can have millions of bad lines, so only the first are kept, but all are counted. */

import { formatCount } from '../../shared/format/format';

const MAX_KEPT = 100;

export interface DamagedLine {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** The damage as plain data; without the last line, which may be complete next time. */
export interface DamageState {
  readonly lines: readonly DamagedLine[];
  readonly count: number;
}

export class FileDamage {
  private kept: DamagedLine[] = [];
  private total = 0;
  private torn = 0;

  /** The first damaged lines. */
  get lines(): readonly DamagedLine[] {
    return this.kept;
  }

  /** Number of damaged lines. */
  get count(): number {
    return this.total;
  }

  /** Bytes of an unfinished last line, whose writing was interrupted. */
  get tornBytes(): number {
    return this.torn;
  }

  add(line: number, problem: string): void {
    this.total++;
    if (this.kept.length < MAX_KEPT) this.kept.push({ line, problem });
  }

  addTorn(bytes: number): void {
    this.torn += bytes;
  }

  /** Where and why the file ends. Then the unfinished last line is not reported as well. */
  addEnd(line: number, problem: string): void {
    this.torn = 0;
    this.add(line, problem);
  }

  /** Damage of the file from which this one was made. */
  addOf({ kept, total }: FileDamage): void {
    this.kept = [...kept, ...this.kept].slice(0, MAX_KEPT);
    this.total += total;
  }

  saveState(): DamageState {
    return { lines: this.kept, count: this.total };
  }

  restore({ lines, count }: DamageState): void {
    this.kept = [...lines];
    this.total = count;
  }

  /** The problems of the file, in words, each as a message of its own. */
  get problems(): readonly string[] {
    const { total, torn } = this;
    const lines = `${formatCount(total)} damaged ${total === 1 ? 'line' : 'lines'}; what can’t be read is left out:`;
    return [
      ...(total > 0 ? [`${lines}\n${this.describe()}`] : []),
      ...(torn > 0 ? [`The last line was never finished: ${formatCount(torn)} bytes are left out.`] : []),
    ];
  }

  /** Lines for a message, such as `line 7: not JSON`; at most `max`. */
  describe(max = 5): string {
    const shown = this.kept.slice(0, max).map(({ line, problem }) => `line ${line}: ${problem}`);
    if (this.total > shown.length) shown.push(`and ${this.total - shown.length} more`);
    return shown.join('\n');
  }
}
