/** A flat message a line, as JSON. */

import type { ExportWriter } from './writer';

export function createJsonlWriter(): ExportWriter {
  return {
    begin: () => '',
    message: ({ flat }) => `${JSON.stringify(flat)}\n`,
    end: () => '',
  };
}
