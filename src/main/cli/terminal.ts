/** What is written to the terminal. Texts of an app are hostile: none may move the cursor or reorder what stands there. */

import { stripVTControlCharacters } from 'node:util';
import { visibleLines, visibleText } from '../../shared/format/visibleText';
import type { UserError } from '../base/userError';

/** A text of the app on one line, with everything visible that would hide, reorder, or move the cursor. */
export const terminalText = visibleText;

/** Several lines of the app, without the colours that they may have. */
export function terminalLines(text: string): string {
  return visibleLines(stripVTControlCharacters(text).replaceAll('\r\n', '\n'));
}

/** A line on standard error that is written over again and again; nothing where that is not a terminal. */
export class LiveLine {
  /** Something else stands on the line of the terminal that is not finished: nothing is shown over it. */
  isHeld = false;
  private isShown = false;
  private shownAt = 0;

  /** @param everyMs it changes at most so often */
  constructor(private readonly everyMs = 100) {}

  show(text: string): void {
    const now = performance.now();
    if (this.isHeld || !process.stderr.isTTY || now - this.shownAt < this.everyMs) return;
    this.shownAt = now;
    this.isShown = true;
    const width = process.stderr.columns || 80;
    process.stderr.write(`\r\u001b[K${terminalText(text).slice(0, width - 1)}`);
  }

  /** Takes it away, so that something else can be written. */
  clear(): void {
    if (this.isShown) process.stderr.write('\r\u001b[K');
    this.isShown = false;
  }
}

/** Writes a line, or several, to standard error. A name of the app must go through `terminalText` first: it could hold line breaks. */
export function say(text: string): void {
  process.stderr.write(`${terminalLines(text)}\n`);
}

/** Writes an error to the terminal: what is wrong, what the failing thing said, what to do. */
export function printUserError(error: UserError): void {
  const detail = error.detail ? `\n${terminalLines(error.detail).replace(/^/gm, '    ')}` : '';
  process.stderr.write(`electroscope: ${terminalText(error.message)}${detail}\n  ${terminalText(error.remedy)}\n`);
}
