/** An error that nothing in an app caught, as Electron prints it. */

import { plainText } from '../../shared/format/ansi';
import type { OutputLine } from '../../shared/journal/output';

/** What stands before the error (lib/browser/init.ts; default_app/main.ts for what is thrown while an app is loaded). */
const ANNOUNCED = /^(App threw an error during load|Uncaught Exception:)$/;

/** @returns the first line of the last one, as `Error: no such file`; undefined where there is none */
export function uncaughtErrorIn(output: readonly OutputLine[]): string | undefined {
  const texts = output.filter(({ stream }) => stream === 'stderr').map(({ text }) => plainText(text));
  const announced = texts.findLastIndex((text) => ANNOUNCED.test(text));
  const error = announced === -1 ? undefined : texts[announced + 1];
  return error === '' ? undefined : error;
}
