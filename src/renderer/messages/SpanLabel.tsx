import { useSyncExternalStore } from 'react';
import { formatDurationUs } from '../../shared/format/format';
import styles from './MessagesView.module.css';
import type { TimeSpan } from './timeSpan';

/** Shows the duration of the waterfall, which changes without React. */
export class SpanLength {
  private text = '';
  private readonly listeners = new Set<() => void>();

  readonly set = ({ startUs, endUs }: TimeSpan): void => {
    const text = formatDurationUs(endUs - startUs);
    if (text === this.text) return;
    this.text = text;
    for (const listener of this.listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): string => this.text;
}

export function SpanLabel({ length }: { readonly length: SpanLength }) {
  return <span className={styles.dim}> · {useSyncExternalStore(length.subscribe, length.get)}</span>;
}
