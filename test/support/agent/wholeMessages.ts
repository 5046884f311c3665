import type { JournalEntry, MessageEntry, OutcomeEntry } from '../../../src/shared/journal/entries';

/** The messages of all targets in their order, each with what was told of it later. */
export function wholeMessages(entries: readonly JournalEntry[]): MessageEntry[] {
  const messages = new Map<string, MessageEntry>();
  let target = 0;
  for (const entry of entries) {
    if (entry.type === 'source') target = entry.target;
    if (entry.type !== 'message' && entry.type !== 'dispatched' && entry.type !== 'outcome') continue;
    const key = `${target} ${entry.seq}`;
    if (entry.type === 'message') {
      messages.set(key, entry);
      continue;
    }
    const message = messages.get(key);
    if (message === undefined) continue;
    const { type, seq: _seq, ...rest } = entry;
    if (type === 'dispatched') messages.set(key, { ...message, dispatched: rest });
    else {
      const { result, error, ...outcome } = rest as OutcomeEntry;
      const payload = { ...(result !== undefined && { result }), ...(error !== undefined && { error }) };
      messages.set(key, { ...message, outcome, ...payload });
    }
  }
  return [...messages.values()];
}
