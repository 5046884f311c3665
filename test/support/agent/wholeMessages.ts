import type { JournalEntry, MessageEntry, OutcomeEntry } from '../../../src/shared/journal/entries';

/** The messages, each with what was told of it later. */
export function wholeMessages(entries: readonly JournalEntry[]): MessageEntry[] {
  const bySeq = new Map<number, MessageEntry>();
  for (const entry of entries) {
    if (entry.type === 'message') bySeq.set(entry.seq, entry);
    if (entry.type !== 'dispatched' && entry.type !== 'outcome') continue;
    const message = bySeq.get(entry.seq);
    if (message === undefined) continue;
    const { type, seq: _seq, ...rest } = entry;
    if (type === 'dispatched') bySeq.set(entry.seq, { ...message, dispatched: rest });
    else {
      const { result, error, ...outcome } = rest as OutcomeEntry;
      const payload = { ...(result !== undefined && { result }), ...(error !== undefined && { error }) };
      bySeq.set(entry.seq, { ...message, outcome, ...payload });
    }
  }
  return [...bySeq.values()];
}
