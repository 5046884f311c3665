import type { MessageRow } from '../session/readMessageRow';
import { useSession, useSessionState } from '../session/SessionContext';
import { OPEN_SETTINGS } from '../settings/settingsCommands';
import { StackFrames } from '../value/StackFrames';
import styles from './PayloadTab.module.css';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';

interface StackTabProps {
  readonly detail: MessageDetail;
  readonly message: MessageRow;
}

/** Where it was sent from. */
export function StackTab({ detail: { message }, message: { target: number, direction } }: StackTabProps) {
  const session = useSession();
  const recordsStacks = useSessionState(
    ({ facts }) => (facts.targets.find(({ target }) => target === number)?.capture?.stackFrames ?? 0) > 0,
  );
  const { stack } = message;
  if (stack === undefined) {
    return (
      <Section title="Stack">
        <p className={styles.note}>
          {recordsStacks ? 'The call stack was not reported.' : 'Call stacks were not recorded.'}{' '}
          {!recordsStacks && (
            <button type="button" className={styles.link} onClick={() => OPEN_SETTINGS.run?.(session)}>
              Record them from now on …
            </button>
          )}
        </p>
      </Section>
    );
  }
  return (
    <Section
      title="Stack"
      note={direction === 'to-main' ? 'where the frame sent it' : 'where the main process sent it'}
      copyText={() => stack}
      copyLabel="Copy the stack"
    >
      <StackFrames stack={stack} />
    </Section>
  );
}
