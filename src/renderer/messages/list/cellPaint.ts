/** How cells of messages are painted, without React: while a list is scrolled, hundreds change in a frame. */

import { formatDurationUs } from '../../../shared/format/format';
import { visibleText } from '../../../shared/format/visibleText';
import type { MessageRow } from '../../session/readMessageRow';
import styles from '../MessagesView.module.css';
import type { MarkTemplates } from './MarkTemplates';

const SLOW_US = 100_000;

export interface CellContext {
  readonly marks: MarkTemplates;
  /** Microseconds since the epoch from which times are counted. */
  readonly startUs: number;
}

/** Prepares a cell once, and returns a function that shows the value of any message. */
export type CellPainter<Value> = (
  cell: HTMLElement,
) => (value: Value, message: MessageRow, context: CellContext) => void;

/** Shows the value as a text. @param tone dim for what the eye should pass over */
export function paintText<Value>(
  format: (value: Value, message: MessageRow, context: CellContext) => string,
  tone: 'plain' | 'dim' = 'plain',
): CellPainter<Value> {
  return (cell) => {
    if (tone === 'dim') cell.classList.add(styles.dim ?? '');
    const text = textIn(cell);
    return (value, message, context) => setText(text, format(value, message, context));
  };
}

/** A mark that React drew, another only when it changes. @param type the first word of its name in `MarkTemplates` */
export function paintMark(type: string): CellPainter<string> {
  return (cell) => {
    let shown = '';
    return (value, _message, { marks }) => {
      if (value === shown) return;
      shown = value;
      cell.replaceChildren(marks.copy(`${type} ${value}`));
    };
  };
}

/** The name of an endpoint; main, which takes part in most messages, is dim. */
export const paintEndpoint: CellPainter<string> = (cell) => {
  const text = textIn(cell);
  return (name) => {
    setText(text, name);
    cell.classList.toggle(styles.dim ?? '', name === 'main');
  };
};

/** A duration in microseconds, or that it is not over. */
export const paintDuration: CellPainter<number> = (cell) => {
  const text = textIn(cell);
  return (durationUs, { status }) => {
    setText(text, status === 'pending' ? '…' : formatDurationUs(durationUs));
    cell.classList.toggle(styles.dim ?? '', status === 'pending');
    cell.classList.toggle(styles.slow ?? '', status !== 'pending' && durationUs > SLOW_US);
  };
};

/** For a column whose cells stay empty, because something is drawn behind them. */
export const paintNothing: CellPainter<unknown> = () => () => undefined;

/** The name, with notes on what is special about the message. */
export const paintChannel: CellPainter<string> = (cell) => {
  const line = document.createElement('span');
  line.className = styles.channel ?? '';
  cell.append(line);
  const text = textIn(line);
  let shown = '';
  return (channel, message, { marks }) => {
    setText(text, channel);
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
};

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
