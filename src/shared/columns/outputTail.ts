/** The last lines that apps printed, from the entries of a journal. */

import {
  MAX_OUTPUT_LINE,
  MAX_OUTPUT_LINES,
  type OutputEntry,
  type OutputGapEntry,
  type OutputLine,
} from '../journal/output';

/** A hostile file may have lines of any length; the rest of a line stays in memory with its beginning. */
const MAX_CHARACTERS = MAX_OUTPUT_LINES * MAX_OUTPUT_LINE;

export class OutputTail {
  private kept: OutputLine[] = [];
  private lengths: number[] = [];
  private characters = 0;

  /** The last lines, in the order in which they were read. */
  get lines(): readonly OutputLine[] {
    return this.kept.slice(-MAX_OUTPUT_LINES);
  }

  apply(entry: OutputEntry | OutputGapEntry): void {
    if (entry.type === 'output') {
      const { stream, text, truncated } = entry;
      const isCut = truncated === true || text.length > MAX_OUTPUT_LINE;
      this.add({ stream, text: text.slice(0, MAX_OUTPUT_LINE), ...(isCut && { isCut }) }, text.length);
      return;
    }
    const last = this.kept.at(-1);
    const before = last?.leftOut;
    if (before === undefined) this.add({ stream: 'stdout', text: '', leftOut: entry.lines }, 0);
    else this.kept[this.kept.length - 1] = { stream: 'stdout', text: '', leftOut: before + entry.lines };
  }

  restore(lines: readonly OutputLine[]): void {
    this.kept = [];
    this.lengths = [];
    this.characters = 0;
    for (const line of lines) this.add(line, line.text.length);
  }

  private add(line: OutputLine, length: number): void {
    this.kept.push(line);
    this.lengths.push(length);
    this.characters += length;
    // Now and then, so that a line does not cost a copy of the list.
    if (this.kept.length >= 2 * MAX_OUTPUT_LINES || this.characters > 2 * MAX_CHARACTERS) this.forgetOldest();
  }

  private forgetOldest(): void {
    let first = 0;
    while (this.kept.length - first > MAX_OUTPUT_LINES || this.characters > MAX_CHARACTERS) {
      this.characters -= this.lengths[first++] as number;
    }
    this.kept = this.kept.slice(first);
    this.lengths = this.lengths.slice(first);
  }
}
