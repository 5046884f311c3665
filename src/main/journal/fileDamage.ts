/** What of a capture file could not be read. A hostile file can have millions of bad lines: the first are kept, all are counted. */

import { formatCount } from '../../shared/format/format';

const MAX_KEPT = 100;

export interface DamagedLine {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** As plain data; without the last line, which may be whole by the next time. */
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

  /** How many lines are damaged. */
  get count(): number {
    return this.total;
  }

  /** Bytes of a last line that was never finished: writing was interrupted. */
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

  /** The file ends there, and why; that its last line was not finished is not told besides. */
  addEnd(line: number, problem: string): void {
    this.torn = 0;
    this.add(line, problem);
  }

  /** What is damaged in the file that this one was made of. */
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

  /** What is wrong with the file, in words, each a message of its own; empty if nothing is. */
  get problems(): readonly string[] {
    const { total, torn } = this;
    const lines = `${formatCount(total)} damaged ${total === 1 ? 'line' : 'lines'}; what can’t be read is left out:`;
    return [
      ...(total > 0 ? [`${lines}\n${this.describe()}`] : []),
      ...(torn > 0 ? [`The last line was never finished: ${formatCount(torn)} bytes are left out.`] : []),
    ];
  }

  /** For a message: `line 7: not JSON`, a line each, at most `max`. */
  describe(max = 5): string {
    const shown = this.kept.slice(0, max).map(({ line, problem }) => `line ${line}: ${problem}`);
    if (this.total > shown.length) shown.push(`and ${this.total - shown.length} more`);
    return shown.join('\n');
  }
}
