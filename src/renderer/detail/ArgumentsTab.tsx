import { useMemo } from 'react';
import { formatBytes } from '../../shared/format/format';
import { childrenOf } from '../../shared/value/inspect';
import type { TreeOrigin } from '../value/valuePlace';
import styles from './PayloadTab.module.css';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';
import { ValueSection } from './ValueSection';

const ORIGIN: TreeOrigin = { root: 'args', hasElements: true };

/** What was sent. */
export function ArgumentsTab({ detail: { message } }: { readonly detail: MessageDetail }) {
  const roots = useMemo(() => childrenOf(message.args), [message.args]);
  const note = `${roots.length === 1 ? '1 argument' : `${roots.length} arguments`} · ${formatBytes(message.size)}`;
  if (roots.length === 0) {
    return (
      <Section title="Arguments" note={note}>
        <p className={styles.note}>none</p>
      </Section>
    );
  }
  return (
    <ValueSection title="Arguments" label="Arguments" note={note} value={message.args} roots={roots} origin={ORIGIN} />
  );
}
