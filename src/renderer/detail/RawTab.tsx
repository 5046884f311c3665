import { LongText } from '../value/LongText';
import { Section } from './Section';
import type { MessageDetail } from './useMessageDetail';

/** The journal's own entries. */
export function RawTab({ detail: { message, outcome } }: { readonly detail: MessageDetail }) {
  const entries = outcome === undefined ? [message] : [message, outcome];
  return entries.map((entry) => (
    <Section key={entry.type} title={`Entry “${entry.type}”`} copyText={() => JSON.stringify(entry)}>
      <LongText text={JSON.stringify(entry, null, 2)} />
    </Section>
  ));
}
