import type { UserError } from '../base/userError';
import { terminalLines, terminalText } from './terminal';

/** Writes an error to the terminal: what is wrong, what the failing thing said, what to do. */
export function printUserError(error: UserError): void {
  const detail = error.detail ? `\n${terminalLines(error.detail).replace(/^/gm, '    ')}` : '';
  process.stderr.write(`electroscope: ${terminalText(error.message)}${detail}\n  ${terminalText(error.remedy)}\n`);
}
