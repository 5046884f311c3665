/** Writes to the terminal. Texts of an app may be hostile: none may move the cursor or reorder other text. */

import { stripVTControlCharacters } from 'node:util';
import { visibleLines, visibleText } from '../../shared/format/visibleText';
import type { UserError } from '../base/userError';

/** A text of the app on one line. Characters that would hide, reorder or move the cursor become visible. */
export const terminalText = visibleText;

/** Several lines of the app, without colours. */
export function terminalLines(text: string): string {
  return visibleLines(stripVTControlCharacters(text).replaceAll('\r\n', '\n'));
}

/** A line on standard error that is overwritten repeatedly; shown only on a terminal. */
export class LiveLine {
  /** The line of the terminal has other text that is not finished, and is not overwritten. */
  isHeld = false;
  private isShown = false;
  private shownAt = 0;

  /** @param everyMs minimum time between two changes */
  constructor(private readonly everyMs = 100) {}

  show(text: string): void {
    const now = performance.now();
    if (this.isHeld || !process.stderr.isTTY || now - this.shownAt < this.everyMs) return;
    this.shownAt = now;
    this.isShown = true;
    const width = process.stderr.columns || 80;
    process.stderr.write(`\r\u001b[K${terminalText(text).slice(0, width - 1)}`);
  }

  /** Removes the line, so that other text can be written. */
  clear(): void {
    if (this.isShown) process.stderr.write('\r\u001b[K');
    this.isShown = false;
  }
}

/** Writes a line, or several, to standard error. A name of the app must go through `terminalText` first: it could hold line breaks. */
export function say(text: string): void {
  process.stderr.write(`${terminalLines(text)}\n`);
}

/** Writes an error to the terminal: its message, details and remedy. */
export function printUserError(error: UserError): void {
  const detail = error.detail ? `\n${terminalLines(error.detail).replace(/^/gm, '    ')}` : '';
  process.stderr.write(`electroscope: ${terminalText(error.message)}${detail}\n  ${terminalText(error.remedy)}\n`);
}
