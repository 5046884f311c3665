import type { UserError } from '../userError';

/** Writes an error to the terminal: what is wrong, what the failing thing said, what to do. */
export function printUserError(error: UserError): void {
  const detail = error.detail ? `\n${error.detail.replace(/^/gm, '    ')}` : '';
  process.stderr.write(`electroscope: ${error.message}${detail}\n  ${error.remedy}\n`);
}
