/** Entries that are no messages carry secrets in their texts. */

import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { maskEntryTexts } from '../../../../src/shared/journal/maskEntryTexts';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import { Redactor } from '../../../../src/shared/redaction/redactor';

const SECRET = 'Bearer abcDEF123456';
const MASKED = 'Bearer ‹redacted: bearer token›';
const redactor = new Redactor(DEFAULT_RULES);

test.each<[string, object]>([
  ['endpoint', { id: 2, url: SECRET, title: SECRET }],
  ['endpoint', { id: 2, url: SECRET }],
  ['endpoint', { id: 2, title: SECRET }],
  ['stack', { seq: 1, stack: SECRET }],
  ['fault', { message: SECRET }],
])('%s %j is masked, and keeps the rest', (type, texts) => {
  const masked = Object.entries(texts).map(([key, value]) => [key, value === SECRET ? MASKED : value]);
  expect(maskEntryTexts({ type, at: 5, ...texts } as never, redactor)).toEqual({
    type,
    at: 5,
    ...Object.fromEntries(masked),
  });
});

test('any other entry stays the same object', () => {
  const entry = { type: 'source', target: 1 } as JournalEntry;
  expect(maskEntryTexts(entry, redactor)).toBe(entry);
});
