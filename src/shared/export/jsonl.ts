/** A flat message a line, as JSON. */

import { stringify } from '../value/stringify';
import type { ExportWriter } from './writer';

export function createJsonlWriter(): ExportWriter {
  return {
    begin: () => '',
    message: ({ flat }) => `${stringify(flat)}\n`,
    end: () => '',
  };
}
