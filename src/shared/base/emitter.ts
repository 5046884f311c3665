/** What others can listen to. */
export interface Event<T> {
  /**
   * Calls a listener with each value from now on, after those that came before it.
   *
   * @returns a function that ends the listening; it may be called at any time, also by the listener
   */
  on(listener: (value: T) => void): () => void;
}

/** An event, with the method that makes it happen. If a listener throws, those after it do not get the value. */
export class Emitter<T = void> implements Event<T> {
  /** Replaced, never changed, so that listeners may come and go while a value is emitted. */
  private listeners: readonly ((value: T) => void)[] = [];

  on(listener: (value: T) => void): () => void {
    // The same function may listen twice.
    const own = (value: T) => listener(value);
    this.listeners = [...this.listeners, own];
    return () => {
      this.listeners = this.listeners.filter((known) => known !== own);
    };
  }

  emit(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
}
