import { useMemo } from 'react';
import { formatBytes } from '../../shared/format/format';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { childrenOf } from '../../shared/value/valueTree';
import type { TreeOrigin } from '../value/valuePlace';
import { droppedPayloadText } from './droppedPayload';
import { OmittedNote } from './OmittedNote';
import styles from './PayloadTab.module.css';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';
import { ValueSection } from './ValueSection';

const ORIGIN: TreeOrigin = { root: 'args', hasElements: true };

/** What was sent. */
export function ArgumentsTab({ detail: { message } }: { readonly detail: MessageDetail }) {
  const { args, size, payloadOmitted, payloadDropped } = message;
  if (payloadOmitted) {
    return (
      <Section title="Arguments" note={formatBytes(size)}>
        <OmittedNote />
      </Section>
    );
  }
  if (payloadDropped) {
    return (
      <Section title="Arguments">
        <p className={styles.note}>{droppedPayloadText(size)}</p>
      </Section>
    );
  }
  if (message.truncated && size === 0) {
    return (
      <Section title="Arguments">
        <p className={styles.note}>not recorded: they could not be cloned</p>
      </Section>
    );
  }
  if (args !== undefined) return <Arguments args={args} sizeBytes={size} />;
  return (
    <Section title="Arguments">
      <p className={styles.note}>
        not observed: no agent can come into this app, and Electron’s trace has channels and times only
      </p>
    </Section>
  );
}

function Arguments({ args, sizeBytes }: { readonly args: EncodedValue; readonly sizeBytes: number }) {
  const roots = useMemo(() => childrenOf(args), [args]);
  const note = `${roots.length === 1 ? '1 argument' : `${roots.length} arguments`} · ${formatBytes(sizeBytes)}`;
  if (roots.length === 0) {
    return (
      <Section title="Arguments" note={note}>
        <p className={styles.note}>none</p>
      </Section>
    );
  }
  return <ValueSection title="Arguments" label="Arguments" note={note} value={args} roots={roots} origin={ORIGIN} />;
}
