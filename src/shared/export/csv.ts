/**
 * A table for spreadsheets and scripts: RFC 4180, in UTF-8, a message a line. No cell can become a formula, and none is longer than
 * Excel takes; `jsonl` has everything.
 */

import { stringify } from '../value/stringify';
import type { FlatMessage } from './flatMessage';
import type { ExportContext, ExportWriter } from './writer';

type Cell = string | number | boolean | undefined;

const COLUMNS: { readonly [name: string]: (message: FlatMessage) => Cell } = {
  seq: ({ seq }) => seq,
  target: ({ target }) => target ?? 1,
  time: ({ time }) => time,
  kind: ({ kind }) => kind,
  direction: ({ direction }) => direction,
  channel: ({ channel }) => channel,
  status: ({ status }) => status,
  from: ({ from }) => from,
  to: ({ to }) => to,
  durationMs: ({ durationMs }) => durationMs,
  transitMs: ({ phases }) => phases.transitMs,
  blockingMs: ({ phases }) => phases.blockingMs,
  handlerMs: ({ phases }) => phases.handlerMs,
  returnMs: ({ phases }) => phases.returnMs,
  size: ({ size }) => size,
  resultSize: ({ resultSize }) => resultSize,
  listeners: ({ listeners }) => listeners,
  ports: ({ ports }) => ports?.join(' '),
  internal: ({ internal }) => internal ?? false,
  truncated: ({ truncated }) => truncated ?? false,
  payloadDropped: ({ payloadDropped }) => payloadDropped ?? false,
  args: ({ args }) => (args === undefined ? '' : stringify(args)),
  result: ({ result }) => (result === undefined ? undefined : stringify(result)),
  error: ({ error }) =>
    error === undefined ? undefined : error.name ? `${error.name}: ${error.message}` : error.message,
};

const LINE_END = '\r\n';

/** Without it, Excel takes UTF-8 for the code page of the system. */
const BYTE_ORDER_MARK = '\ufeff';
/** Excel's limit for the text of a cell; what is longer makes it call the file damaged, or runs into the next rows. */
const MAX_CELL_LENGTH = 32_767;

export function createCsvWriter({ isForSpreadsheet }: ExportContext): ExportWriter {
  const readers = Object.values(COLUMNS);
  return {
    begin: () => (isForSpreadsheet ? BYTE_ORDER_MARK : '') + Object.keys(COLUMNS).join(',') + LINE_END,
    message: ({ flat }) => readers.map((read) => cell(read(flat))).join(',') + LINE_END,
    end: () => '',
  };
}

/**
 * A spreadsheet takes for a formula what begins so, also after white space, and also in full width; an apostrophe before
 * it makes it text.
 */
const FORMULA = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = shortened(FORMULA.test(value) ? `'${value}` : value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that is too long for a cell ends with its original length. */
function shortened(text: string): string {
  if (text.length <= MAX_CELL_LENGTH) return text;
  const mark = ` … ‹cut: ${text.length} characters›`;
  return text.slice(0, MAX_CELL_LENGTH - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}
