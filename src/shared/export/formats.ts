/** The formats a session can be exported to. */

import { createCsvWriter } from './csv';
import { createHarWriter } from './har';
import { createJsonlWriter } from './jsonl';
import { createTraceWriter } from './trace';
import type { ExportContext, ExportWriter } from './writer';

export const EXPORT_FORMATS = {
  jsonl: { label: 'JSON Lines', extension: 'jsonl', help: 'one flat JSON object per message, for scripts' },
  csv: { label: 'CSV table', extension: 'csv', help: 'a table for spreadsheets' },
  har: { label: 'HTTP Archive', extension: 'har', help: 'HAR 1.2, opens in the Network panel of DevTools' },
  trace: { label: 'Trace', extension: 'json', help: 'Trace Event Format, opens in Perfetto' },
  escope: { label: 'Electroscope capture', extension: 'escope', help: 'a capture file' },
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;
/** Formats that are written message by message; a capture is a part of the journal itself. */
export type TextFormat = Exclude<ExportFormat, 'escope'>;

export function isExportFormat(name: string): name is ExportFormat {
  return Object.hasOwn(EXPORT_FORMATS, name);
}

export function isTextFormat(name: string): name is TextFormat {
  return isExportFormat(name) && name !== 'escope';
}

const WRITERS: { readonly [F in TextFormat]: (context: ExportContext) => ExportWriter } = {
  jsonl: createJsonlWriter,
  csv: createCsvWriter,
  har: createHarWriter,
  trace: createTraceWriter,
};

export function createWriter(format: TextFormat, context: ExportContext): ExportWriter {
  return WRITERS[format](context);
}
