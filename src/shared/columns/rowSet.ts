/** A set of rows, a bit each. */
export class RowSet {
  private bits = new Uint32Array(1024);

  has(row: number): boolean {
    return (((this.bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    this.reserve(row >>> 5);
    this.bits[row >>> 5] = (this.bits[row >>> 5] as number) | (1 << (row & 31));
  }

  delete(row: number): void {
    if (row >>> 5 < this.bits.length) this.bits[row >>> 5] = (this.bits[row >>> 5] as number) & ~(1 << (row & 31));
  }

  clear(): void {
    this.bits.fill(0);
  }

  private reserve(word: number): void {
    if (word < this.bits.length) return;
    const larger = new Uint32Array(Math.max(word + 1, this.bits.length * 2));
    larger.set(this.bits);
    this.bits = larger;
  }
}
