import type { MessageRow } from '../session/readMessageRow';
import styles from './PayloadTab.module.css';
import { PortHistoryList } from './PortHistoryList';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';

interface PortsTabProps {
  readonly detail: MessageDetail;
  readonly message: MessageRow;
}

/** The ports that the message carried, and the port that carried it. */
export function PortsTab({ detail: { message }, message: { target } }: PortsTabProps) {
  const { port, ports } = message;
  if (port === undefined && ports === undefined) {
    return (
      <Section title="Ports">
        <p className={styles.note}>It carried no port, and was not posted on one.</p>
      </Section>
    );
  }
  return (
    <>
      {ports !== undefined && (
        <Section title="Transferred ports">
          <PortHistoryList target={target} ports={ports} />
        </Section>
      )}
      {port !== undefined && (
        <Section title="Port">
          <PortHistoryList target={target} ports={[port]} />
        </Section>
      )}
    </>
  );
}
