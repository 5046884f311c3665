/** Hides what stands in entries that are not messages: addresses and titles of windows carry tokens, too. */

import type { Redactor } from '../redaction/redactor';
import type { JournalEntry } from './entries';

/** @returns the entry itself if it has no such texts */
export function maskEntryTexts(entry: JournalEntry, redactor: Redactor): JournalEntry {
  switch (entry.type) {
    case 'endpoint': {
      const { url, title } = entry;
      return {
        ...entry,
        ...(url === undefined ? {} : { url: redactor.maskText(url) }),
        ...(title === undefined ? {} : { title: redactor.maskText(title) }),
      };
    }
    case 'stack':
      // It is payload, which is not checked where a journal is read.
      return { ...entry, stack: redactor.maskText(String(entry.stack)) };
    case 'fault':
      return { ...entry, message: redactor.maskText(entry.message) };
    case 'output':
      return { ...entry, text: redactor.maskText(entry.text) };
    default:
      return entry;
  }
}
