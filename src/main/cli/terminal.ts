/** What is written to the terminal. Texts of an app are hostile: none may move the cursor or reorder what stands there. */

import { stripVTControlCharacters } from 'node:util';

/** A text of the app on one line, its control characters made visible. */
export function terminalText(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// Controls, zero width characters, bidi marks and overrides, line separators.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A line on standard error that is written over again and again; nothing where that is no terminal. */
export class LiveLine {
  private isShown = false;
  private shownAt = 0;

  /** @param everyMs it changes at most so often */
  constructor(private readonly everyMs = 100) {}

  show(text: string): void {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.shownAt < this.everyMs) return;
    this.shownAt = now;
    this.isShown = true;
    const width = process.stderr.columns || 80;
    process.stderr.write(`\r\u001b[K${stripVTControlCharacters(text).slice(0, width - 1)}`);
  }

  /** Takes it away, so that something else can be written. */
  clear(): void {
    if (this.isShown) process.stderr.write('\r\u001b[K');
    this.isShown = false;
  }
}

/** Tells something besides the output itself. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
