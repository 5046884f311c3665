/** The rows of one target's messages, found by the messages' numbers. */

const INITIAL_ROWS = 16;

export class RowsBySeq {
  /** Numbers that rise, and the row of each at the same place. */
  private seqs = new Uint32Array(INITIAL_ROWS);
  private rows = new Uint32Array(INITIAL_ROWS);
  private count = 0;
  /** Rows of messages whose numbers did not rise, as in a damaged file. */
  private strays: Map<number, number> | undefined;

  /** The number of the last message whose number rose; 0: there is none. */
  get lastSeq(): number {
    return this.count === 0 ? 0 : (this.seqs[this.count - 1] as number);
  }

  /**
   * Adds a message. Of several with the same number, the first is found.
   *
   * @returns whether its number is above all before
   */
  add(seq: number, row: number): boolean {
    if (this.count > 0 && seq <= this.lastSeq) {
      if (this.find(seq) === undefined) {
        this.strays ??= new Map();
        this.strays.set(seq, row);
      }
      return false;
    }
    if (this.count === this.rows.length) this.grow();
    this.seqs[this.count] = seq;
    this.rows[this.count++] = row;
    return true;
  }

  find(seq: number): number | undefined {
    const { seqs, rows } = this;
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = seqs[middle] as number;
      if (found === seq) return rows[middle];
      if (found < seq) low = middle + 1;
      else high = middle - 1;
    }
    return this.strays?.get(seq);
  }

  private grow(): void {
    const larger = () => new Uint32Array(this.rows.length * 2);
    const [seqs, rows] = [larger(), larger()];
    seqs.set(this.seqs);
    rows.set(this.rows);
    this.seqs = seqs;
    this.rows = rows;
  }
}
