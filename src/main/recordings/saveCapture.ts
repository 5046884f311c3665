/** Saves a session as a capture file: all or some of its messages, plain or compressed, unchanged or sanitised. */

import type { SessionFold } from '../../shared/columns/sessionFold';
import type {
  DeliveryEntry,
  HeaderEntry,
  JournalEntry,
  MessageEntry,
  OutcomeEntry,
} from '../../shared/journal/entries';
import { JOURNAL_FORMAT, JOURNAL_VERSION } from '../../shared/journal/entries';
import { withoutHomeFolders } from '../../shared/journal/homeFolder';
import { InternalPayloads } from '../../shared/journal/internalPayloads';
import { encodeLine } from '../../shared/journal/lineCodec';
import { maskEntryTexts } from '../../shared/journal/maskEntryTexts';
import { Redactor } from '../../shared/redaction/redactor';
import type { RedactionRules } from '../../shared/redaction/rules';
import { checkEncoded } from '../../shared/value/checkEncoded';
import { hasRedaction, redactStored } from '../../shared/value/redactStored';
import { type EntryLine, JournalFile, type ReadOptions } from '../journal/journalFile';
import { writeOutputFile } from '../journal/outputFile';
import { stripInternalPayload } from '../journal/stripInternalPayload';
import type { ReadableSession } from './readableSession';

export interface SaveOptions extends ReadOptions {
  /** Name and version of this program. */
  readonly writerName: string;
  /** The messages to save, by row; without it, all. Other entries are always saved. */
  readonly keeps?: (row: number) => boolean;
  readonly isCompressed?: boolean;
  /** Rules to apply to stored values; without them, values stay unchanged. */
  readonly redaction?: RedactionRules;
}

const NEWLINE = Buffer.from('\n');

/**
 * Saves a session as far as it goes, in constant memory. An existing file is replaced, unless it is the session itself.
 * It removes payloads of Electron's own messages that an earlier version recorded without a request. A sanitised save removes all.
 *
 * @throws UserError if it can't be read or written, AbortError if the signal says so; then no new file is left
 * behind, and an existing one is unchanged
 */
export async function saveCapture(session: ReadableSession, path: string, options: SaveOptions): Promise<void> {
  const { isCompressed, signal } = options;
  const inputs = [session.path, session.journalPath];
  await writeOutputFile(path, captureChunks(session, options), { overwrites: true, inputs, isCompressed, signal });
}

/** The bytes of the capture file, chunk by chunk. */
export async function* captureChunks(session: ReadableSession, options: SaveOptions): AsyncGenerator<Buffer, void> {
  await session.flush();
  const journal = await JournalFile.open(session.journalPath, options);
  try {
    const redactor = options.redaction && new Redactor(options.redaction);
    const rows = new RowCounter(session.fold);
    const internal = new InternalPayloads(redactor !== undefined);
    // Lines that stay unchanged need not be read as a whole.
    const isRewritten = redactor !== undefined || journal.header.version !== JOURNAL_VERSION;
    yield Buffer.from(encodeLine(headerOf(journal.header, options)));
    for await (const batch of isRewritten ? journal.entries(options) : journal.heads(options)) {
      const pieces: Buffer[] = [];
      for (const line of batch) {
        if (line.entry.type === 'header') continue;
        const row = rows.rowOf(line.entry);
        const kept = internal.mustGo(line.entry) ? stripInternalPayload(line, journal.header.version) : line;
        for (const piece of keep(kept, row, rows, isRewritten, redactor, options.keeps)) pieces.push(piece);
      }
      if (pieces.length > 0) yield Buffer.concat(pieces);
    }
    for (const mark of session.unwrittenMarks) {
      const row = rows.rowOf(mark);
      if (row !== undefined && (options.keeps?.(row) ?? true)) yield Buffer.from(encodeLine(mark));
    }
  } finally {
    await journal.close();
  }
}

function keep(
  { entry, bytes }: EntryLine,
  row: number | undefined,
  rows: RowCounter,
  isRewritten: boolean,
  redactor: Redactor | undefined,
  keeps: SaveOptions['keeps'],
): Buffer[] {
  if (keeps !== undefined) {
    if (entry.type === 'delivery') return keepTimes(entry, rows, keeps);
    if (isOfMessage(entry) && (row === undefined || !keeps(row))) return [];
  }
  if (!isRewritten) return [bytes, NEWLINE];
  const channel = row === undefined ? '' : rows.channelOf(row);
  return [Buffer.from(encodeLine(redactor === undefined ? entry : sanitised(entry, channel, redactor)))];
}

/** A delivery entry is about many messages. */
function keepTimes(entry: DeliveryEntry, rows: RowCounter, keeps: (row: number) => boolean): Buffer[] {
  const times = entry.times.filter(([seq]) => {
    const row = rows.find(seq);
    return row !== undefined && keeps(row);
  });
  return times.length === 0 ? [] : [Buffer.from(encodeLine({ ...entry, times }))];
}

function headerOf(header: HeaderEntry, { writerName, keeps, redaction }: SaveOptions): HeaderEntry {
  return {
    type: 'header',
    format: JOURNAL_FORMAT,
    version: JOURNAL_VERSION,
    createdAt: header.createdAt,
    writer: writerName,
    ...(keeps !== undefined || header.trimmed ? { trimmed: true } : {}),
    ...(redaction !== undefined || header.sanitised ? { sanitised: true } : {}),
  };
}

const OF_MESSAGES = new Set<JournalEntry['type']>(['message', 'dispatched', 'outcome', 'stack', 'replayed', 'mark']);

function isOfMessage({ type }: JournalEntry): boolean {
  return OF_MESSAGES.has(type);
}

/** Finds the row of each entry of a journal, in order. */
class RowCounter {
  private target = 0;
  private messages = 0;

  constructor(private readonly fold: SessionFold) {}

  /** @returns undefined if the entry is not about a known message */
  rowOf(entry: JournalEntry): number | undefined {
    switch (entry.type) {
      case 'source':
        this.target = entry.target;
        return undefined;
      case 'message':
        return this.messages++;
      case 'dispatched':
      case 'outcome':
      case 'stack':
      case 'replayed':
        return this.find(entry.seq);
      case 'mark':
        return this.fold.rowOf(entry.target, entry.seq);
      default:
        return undefined;
    }
  }

  /** The row of a message of the current target. */
  find(seq: number): number | undefined {
    return this.fold.rowOf(this.target, seq);
  }

  channelOf(row: number): string {
    return row < this.fold.table.length ? this.fold.table.channelOf(row) : '';
  }
}

/** The entry as these rules would have let it leave the target, without the user name in paths. */
export function sanitised(entry: JournalEntry, channel: string, redactor: Redactor): JournalEntry {
  return withoutHomeFolders(hidden(entry, channel, redactor));
}

function hidden(entry: JournalEntry, channel: string, redactor: Redactor): JournalEntry {
  switch (entry.type) {
    case 'message': {
      const args =
        entry.args === undefined
          ? {}
          : { args: redactStored(checkEncoded(entry.args), redactor.of('args', entry.channel)) };
      const answer = sanitisedAnswer(entry, entry.channel, redactor);
      const stack = entry.stack === undefined ? {} : { stack: redactor.maskText(entry.stack) };
      const payload = { ...args, ...answer, ...stack };
      // Payload keys are last in a line, so these come after the head.
      const { args: _args, result: _result, error: _error, stack: _stack, ...head } = entry;
      return { ...head, ...redactedMark(payload, entry), ...payload };
    }
    case 'outcome': {
      const answer = sanitisedAnswer(entry, channel, redactor);
      const { result: _result, error: _error, ...head } = entry;
      return { ...head, ...redactedMark(answer, entry), ...answer };
    }
    default:
      return maskEntryTexts(entry, redactor);
  }
}

type Payload = Partial<Pick<MessageEntry, 'args' | 'result' | 'error' | 'stack'>>;

/** Whether a line has something redacted. */
function redactedMark(payload: Payload, before: Payload): { readonly redacted?: true } {
  const { args = null, result = null, error, stack } = payload;
  const isHidden =
    hasRedaction(args) ||
    hasRedaction(result) ||
    hasRedaction(error?.value ?? null) ||
    error?.text !== before.error?.text ||
    error?.place !== before.error?.place ||
    stack !== before.stack;
  return isHidden ? { redacted: true } : {};
}

function sanitisedAnswer(
  { result, error }: Pick<MessageEntry | OutcomeEntry, 'result' | 'error'>,
  channel: string,
  redactor: Redactor,
): Pick<OutcomeEntry, 'result' | 'error'> {
  return {
    ...(result === undefined ? {} : { result: redactStored(checkEncoded(result), redactor.of('result', channel)) }),
    ...(error === undefined
      ? {}
      : {
          error: {
            ...(error.value === undefined
              ? {}
              : { value: redactStored(checkEncoded(error.value), redactor.of('error', channel)) }),
            ...(error.text === undefined ? {} : { text: redactor.maskText(String(error.text)) }),
            ...(error.place === undefined ? {} : { place: redactor.maskText(String(error.place)) }),
          },
        }),
  };
}
