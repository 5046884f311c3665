/** A list that is filled at its end and emptied from its beginning, each at the same small cost however long it is. */

/** Fewer places of what was taken are left as they are. */
const MIN_FREED = 1000;

export class FirstInFirstOut<Item> {
  private items: (Item | undefined)[] = [];
  /** How many of them were taken. */
  private taken = 0;

  get length(): number {
    return this.items.length - this.taken;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  /** @returns the first, which is no longer in it; undefined: it is empty */
  take(): Item | undefined {
    const { items } = this;
    if (this.taken === items.length) return undefined;
    const item = items[this.taken];
    items[this.taken++] = undefined;
    if (this.taken === items.length) this.clear();
    else if (this.taken >= MIN_FREED && this.taken * 2 > items.length) {
      this.items = items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }

  /** @param index from the first on; undefined where there is none */
  at(index: number): Item | undefined {
    return index < 0 ? undefined : this.items[this.taken + index];
  }

  clear(): void {
    this.items = [];
    this.taken = 0;
  }
}
