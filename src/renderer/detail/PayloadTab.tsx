import { useMemo } from 'react';
import { formatBytes } from '../../shared/format/format';
import type { OutcomeError, Status } from '../../shared/journal/entries';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { childrenOf } from '../../shared/value/inspect';
import { hasReferences, objectPaths } from '../../shared/value/objectPaths';
import { ValueTree } from '../value/ValueTree';
import { ErrorView } from './ErrorView';
import styles from './PayloadTab.module.css';
import { PortHistoryList } from './PortHistoryList';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';

interface PayloadTabProps {
  readonly detail: MessageDetail;
  readonly status: Status;
  /** Number of the target. */
  readonly target: number;
}

/** What was sent, and what was answered. */
export function PayloadTab({ detail: { message, outcome }, status, target }: PayloadTabProps) {
  const roots = useMemo(() => childrenOf(message.args), [message.args]);
  const argumentPaths = useReferencePaths(message.args, 'args');
  const result = outcome?.result ?? message.result;
  const error = outcome?.error ?? message.error;
  const resultBytes = outcome?.size ?? message.outcome?.size;
  const answers = message.kind === 'invoke' || message.kind === 'sendSync';
  return (
    <>
      {error !== undefined && (
        <Section title={status === 'unhandled' ? 'Unhandled' : 'Error'} copyText={() => errorText(error)}>
          <ErrorView error={error} />
        </Section>
      )}
      {status === 'unhandled' && error === undefined && (
        <Section title="Unhandled">
          <p className={styles.note}>Nobody listens to this channel.</p>
        </Section>
      )}
      <Section
        title="Arguments"
        note={`${count(roots.length)} · ${formatBytes(message.size)}`}
        copyText={() => json(message.args)}
      >
        {roots.length === 0 ? (
          <p className={styles.note}>none</p>
        ) : (
          <ValueTree label="Arguments" roots={roots} objectPaths={argumentPaths} />
        )}
      </Section>
      {result !== undefined && (
        <Section
          title={status === 'error' ? 'Result that could not be sent' : 'Result'}
          note={resultBytes === undefined ? undefined : formatBytes(resultBytes)}
          copyText={() => json(result)}
        >
          <ResultTree value={result} />
        </Section>
      )}
      {answers && status === 'pending' && (
        <Section title="Result">
          <p className={styles.note}>not answered yet</p>
        </Section>
      )}
      {message.stack !== undefined && (
        <Section
          title="Stack"
          note={message.direction === 'to-main' ? 'where the frame sent it' : 'where the main process sent it'}
          copyText={() => message.stack ?? ''}
        >
          <pre className={styles.stack}>{message.stack}</pre>
        </Section>
      )}
      {message.ports !== undefined && (
        <Section title="Transferred ports">
          <PortHistoryList target={target} ports={message.ports} />
        </Section>
      )}
      {message.port !== undefined && (
        <Section title="Port">
          <PortHistoryList target={target} ports={[message.port]} />
        </Section>
      )}
    </>
  );
}

function ResultTree({ value }: { readonly value: EncodedValue }) {
  const roots = useMemo(() => [{ label: '', isSynthetic: false, value }], [value]);
  const paths = useReferencePaths(value, 'result');
  return <ValueTree label="Result" roots={roots} objectPaths={paths} />;
}

function useReferencePaths(value: EncodedValue, prefix: string): readonly string[] {
  return useMemo(() => (hasReferences(value) ? objectPaths(value, prefix) : []), [value, prefix]);
}

function count(args: number): string {
  return args === 1 ? '1 argument' : `${args} arguments`;
}

function json(value: EncodedValue): string {
  return JSON.stringify(value, null, 2);
}

function errorText({ value, text }: OutcomeError): string {
  return value === undefined ? (text ?? '') : json(value);
}
