import { useMemo } from 'react';
import { formatBytes } from '../../shared/format/format';
import type { OutcomeError, Status } from '../../shared/journal/entries';
import { withOutcome } from '../../shared/journal/recordedMessage';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { ErrorView } from '../value/ErrorView';
import type { TreeOrigin } from '../value/valuePlace';
import { droppedPayloadText } from './droppedPayload';
import { OmittedNote } from './OmittedNote';
import styles from './PayloadTab.module.css';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';
import { ValueSection } from './ValueSection';

const ORIGIN: TreeOrigin = { root: 'result', hasElements: false };

interface ResultTabProps {
  readonly detail: MessageDetail;
  readonly status: Status;
}

/** The answer, or why there is none. */
export function ResultTab({ detail: { message, outcome }, status }: ResultTabProps) {
  const { result, error, outcome: end, payloadOmitted } = withOutcome(message, outcome);
  const resultBytes = end?.size;
  if (payloadOmitted && (resultBytes !== undefined || status === 'error')) {
    return (
      <Section
        title={status === 'error' ? 'Error' : 'Result'}
        note={resultBytes === undefined ? undefined : formatBytes(resultBytes)}
      >
        <OmittedNote />
      </Section>
    );
  }
  const isDropped = end?.payloadDropped ?? false;
  return (
    <>
      {error !== undefined && (
        <Section title={status === 'unhandled' ? 'Unhandled' : 'Error'} copyText={() => errorText(error)}>
          <ErrorView error={error} />
        </Section>
      )}
      {result !== undefined && (
        <Result
          title={status === 'error' ? 'Result that could not be sent' : 'Result'}
          note={resultBytes === undefined ? undefined : formatBytes(resultBytes)}
          value={result}
        />
      )}
      {error === undefined && result === undefined && (
        <Section title={status === 'unhandled' ? 'Unhandled' : 'Result'}>
          <p className={styles.note}>{isDropped ? droppedPayloadText(resultBytes) : whyNone(message.kind, status)}</p>
        </Section>
      )}
    </>
  );
}

interface ResultProps {
  readonly title: string;
  readonly note: string | undefined;
  readonly value: EncodedValue;
}

function Result({ title, note, value }: ResultProps) {
  const roots = useMemo(() => [{ label: '', isSynthetic: false, value }], [value]);
  return <ValueSection title={title} label="Result" note={note} value={value} roots={roots} origin={ORIGIN} />;
}

function whyNone(kind: string, status: Status): string {
  if (status === 'unhandled') return 'Nobody listens to this channel.';
  if (kind !== 'invoke' && kind !== 'sendSync') return 'This kind of message has no answer.';
  switch (status) {
    case 'pending':
      return 'not answered yet';
    case 'unknown':
      return 'not observed';
    case 'lost':
      return 'The answer was never sent, or could not arrive.';
    default:
      return 'none';
  }
}

function errorText({ value, text }: OutcomeError): string {
  return value === undefined ? (text ?? '') : JSON.stringify(value, null, 2);
}
