/** Capture files with random traffic, as a session writes them. */

import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { encodeLine } from '../../src/shared/journal/lineCodec';
import { randomTraffic } from './randomTraffic';

export const HEADER: JournalEntry = {
  type: 'header',
  format: 'electroscope',
  version: 1,
  createdAt: '2026-11-21T09:30:00.000Z',
  writer: 'electroscope test',
};

export function captureText(entries: Iterable<JournalEntry>): string {
  let text = encodeLine(HEADER);
  for (const entry of entries) text += encodeLine(entry);
  return text;
}

/** @returns its text */
export function writeCapture(path: string, entries: Iterable<JournalEntry>, { isCompressed = false } = {}): string {
  const text = captureText(entries);
  writeFileSync(path, isCompressed ? gzipSync(text) : text);
  return text;
}

/** @returns its text */
export function writeRandomCapture(path: string, seed: number, messages: number, targets = 1): string {
  return writeCapture(path, randomTraffic(seed, messages, targets));
}
