/** What stands in the cells of a message, drawn without React: while a list is scrolled, hundreds change in a frame. */

import {
  formatBytes,
  formatClockUs,
  formatCount,
  formatDurationUs,
  formatElapsedUs,
} from '../../../shared/format/format';
import { visibleText } from '../../../shared/format/visibleText';
import type { CaptureState } from '../../../shared/session/captureState';
import type { MessageRow } from '../../session/messageRow';
import { columnInfo } from '../columnInfo';
import styles from '../MessageTable.module.css';
import { pendingTitle } from '../pendingTitle';
import type { MarkTemplates } from './MarkTemplates';

const SLOW_US = 100_000;

export interface CellContext {
  readonly marks: MarkTemplates;
  /** Microseconds since the epoch from which times are counted. */
  readonly startUs: number;
}

/** Fills a cell with what it shows of a message. */
type Paint = (message: MessageRow, context: CellContext) => void;

export interface Cell {
  readonly element: HTMLElement;
  readonly paint: Paint;
}

export function createCell(column: string): Cell {
  const element = document.createElement('div');
  element.className = styles.cell ?? '';
  element.setAttribute('role', 'gridcell');
  element.dataset.column = column;
  const { align, grow } = columnInfo(column);
  element.dataset.align = align;
  element.dataset.fits = String(grow === undefined);
  return { element, paint: painterOf(column, element) };
}

/**
 * What the whole of a cell says that may be cut, or more than it shows; undefined: nothing more.
 *
 * @param capture how it stands with the apps
 */
export function cellTitle(column: string, message: MessageRow, capture: CaptureState): string | undefined {
  switch (column) {
    case 'time':
      return formatClockUs(message.atUs);
    case 'channel':
    case 'from':
    case 'to':
      return message[column];
    case 'target':
      return message.app;
    case 'duration':
      return pendingTitle(capture, message, Date.now());
    default:
      return undefined;
  }
}

function painterOf(column: string, cell: HTMLElement): Paint {
  switch (column) {
    case 'direction':
      return markPainter(cell, ({ direction }) => `direction ${direction}`);
    case 'kind':
      return markPainter(cell, ({ kind }) => `kind ${kind}`);
    case 'status':
      return markPainter(cell, ({ status }) => `status ${status}`);
    case 'channel':
      return channelPainter(cell);
    case 'from':
    case 'to':
      return endpointPainter(cell, column);
    case 'duration':
      return durationPainter(cell);
    case 'number':
    case 'time':
      cell.classList.add(styles.dim ?? '');
      return textPainter(cell, textOf(column));
    default:
      return textPainter(cell, textOf(column));
  }
}

function textOf(column: string): (message: MessageRow, context: CellContext) => string {
  switch (column) {
    case 'number':
      return ({ seq }) => String(seq);
    case 'time':
      return ({ atUs }, { startUs }) => formatElapsedUs(atUs - startUs);
    case 'size':
      return ({ status, sizeBytes, resultBytes }) => (status === 'unknown' ? '' : formatBytes(sizeBytes + resultBytes));
    case 'argsSize':
      return ({ status, sizeBytes }) => (status === 'unknown' ? '' : formatBytes(sizeBytes));
    case 'resultSize':
      return ({ resultBytes }) => (resultBytes === 0 ? '' : formatBytes(resultBytes));
    case 'transit':
    case 'blocking':
    case 'handler':
    case 'return':
      return (message) => formatDurationUs(message[`${column}Us`]);
    case 'listeners':
      return ({ listeners }) => (listeners === undefined ? '' : String(listeners));
    case 'ports':
      return ({ portCount }) => (portCount === 0 ? '' : formatCount(portCount));
    case 'target':
      return ({ app }) => app;
    default:
      return () => '';
  }
}

function textPainter(cell: HTMLElement, textOf: (message: MessageRow, context: CellContext) => string): Paint {
  const text = textIn(cell);
  return (message, context) => setText(text, textOf(message, context));
}

/** A mark that React drew, another only when it changes. */
function markPainter(cell: HTMLElement, nameOf: (message: MessageRow) => string): Paint {
  let shown = '';
  return (message, { marks }) => {
    const name = nameOf(message);
    if (name === shown) return;
    shown = name;
    cell.replaceChildren(marks.copy(name));
  };
}

function endpointPainter(cell: HTMLElement, column: 'from' | 'to'): Paint {
  const text = textIn(cell);
  return (message) => {
    const name = message[column];
    setText(text, name);
    cell.classList.toggle(styles.dim ?? '', name === 'main');
  };
}

function durationPainter(cell: HTMLElement): Paint {
  const text = textIn(cell);
  return ({ status, durationUs }) => {
    setText(text, status === 'pending' ? '…' : formatDurationUs(durationUs));
    cell.classList.toggle(styles.dim ?? '', status === 'pending');
    cell.classList.toggle(styles.slow ?? '', status !== 'pending' && durationUs > SLOW_US);
  };
}

/** The name, with notes on what is not usual about the message. */
function channelPainter(cell: HTMLElement): Paint {
  const line = document.createElement('span');
  line.className = styles.channel ?? '';
  cell.append(line);
  const text = textIn(line);
  let shown = '';
  return (message, { marks }) => {
    setText(text, message.channel);
    const notes = notesOf(message);
    const { highlight, isMarked } = message;
    const extras = [isMarked, highlight?.color, highlight?.label, ...notes].join('\n');
    if (extras === shown) return;
    shown = extras;
    line.replaceChildren(
      ...(isMarked ? [marks.copy('marked')] : []),
      text,
      ...(highlight === undefined || highlight.label === '' ? [] : [labelOf(highlight)]),
      ...notes.map((note) => spanOf(styles.note, note)),
    );
  };
}

function notesOf({
  portSource,
  portCount,
  library,
  isInternal,
  isTruncated,
  isPayloadDropped,
  isRedacted,
  isReplayed,
}: MessageRow): string[] {
  const notes: string[] = [];
  if (portSource !== undefined) notes.push(`· from ${portSource}`);
  if (portCount > 0) notes.push(portCount === 1 ? '⇄ port' : `⇄ ${portCount} ports`);
  if (library !== undefined) notes.push(library);
  if (isInternal) notes.push('internal');
  if (isPayloadDropped) notes.push('payload dropped');
  else if (isTruncated) notes.push('cut');
  if (isReplayed) notes.push('replayed');
  if (isRedacted) notes.push('redacted');
  return notes;
}

function labelOf({ label, color }: NonNullable<MessageRow['highlight']>): HTMLElement {
  const element = spanOf(styles.label, label);
  element.dataset.highlight = color;
  return element;
}

export function spanOf(className: string | undefined, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className ?? '';
  span.textContent = visibleText(text);
  return span;
}

function textIn(parent: HTMLElement): Text {
  const text = document.createTextNode('');
  parent.append(text);
  return text;
}

function setText(node: Text, text: string): void {
  const shown = visibleText(text);
  if (node.data !== shown) node.data = shown;
}
