/** Exports the messages of a session that match a filter, in constant memory, whatever the session's size. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import { firstSentUs } from '../../shared/columns/firstSent';
import { flatMessage } from '../../shared/export/flatMessage';
import type { ExportFormat, TextFormat } from '../../shared/export/formats';
import { createWriter } from '../../shared/export/formats';
import type { ExportContext, ExportedMessage } from '../../shared/export/writer';
import type { CaptureSummary } from '../../shared/journal/agentFacts';
import type { MessageEntry } from '../../shared/journal/entries';
import { withoutHomeFolder } from '../../shared/journal/homeFolder';
import { withoutUnrequestedPayload } from '../../shared/journal/internalPayloads';
import { Redactor } from '../../shared/redaction/redactor';
import type { RedactionRules } from '../../shared/redaction/rules';
import type { ReadableSession } from '../recordings/readableSession';
import { captureChunks, sanitised } from '../recordings/saveCapture';
import type { MatchStep } from './matchingRows';
import { MessageReader } from './messageReader';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** The messages to export, in the order of the session. */
  readonly matches: AsyncIterable<MatchStep>;
  readonly writer: ExportContext['writer'];
  /** Hides in what is exported what these rules find. */
  readonly redaction?: RedactionRules;
  /** As `ExportContext.isForSpreadsheet`. */
  readonly isForSpreadsheet?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Messages that were examined. */
  onProgress?(done: number, total: number): void;
}

/** Text that is written at a time. */
const CHUNK_CHARACTERS = 256 * 1024;

/**
 * @returns the bytes of the file, and at the end the number of messages in it
 * @throws if the journal can't be read; AbortError if the signal is aborted
 */
export async function* exportChunks(session: ReadableSession, options: ExportOptions): AsyncGenerator<Buffer, number> {
  const { format } = options;
  return yield* format === 'escope' ? captureOf(session, options) : textOf(session, { ...options, format });
}

async function* textOf(
  session: ReadableSession,
  options: ExportOptions & { readonly format: TextFormat },
): AsyncGenerator<Buffer, number> {
  const { format, matches, redaction, isForSpreadsheet = false, signal, onProgress } = options;
  const { facts, table } = session.fold;
  const startUs = firstSentUs(table);
  const writer = createWriter(format, { facts, writer: options.writer, startUs, isForSpreadsheet });
  const redactor = redaction && new Redactor(redaction);
  // What was asked for is not in a sanitised export either.
  const captures = new Map(redactor === undefined ? facts.targets.map(({ target, capture }) => [target, capture]) : []);
  const reader = await MessageReader.open(session);
  let text = writer.begin();
  let messages = 0;
  try {
    for await (const { rows, examined } of matches) {
      for await (const batch of reader.read(rows)) {
        signal?.throwIfAborted();
        for (const { row, message } of batch) {
          text += writer.message(exported(session, row, message, redactor, captures));
          messages++;
          if (text.length < CHUNK_CHARACTERS) continue;
          yield Buffer.from(text);
          text = '';
        }
      }
      onProgress?.(examined, table.length);
    }
    yield Buffer.from(text + writer.end());
  } finally {
    await reader.close();
  }
  return messages;
}

function exported(
  { fold: { table } }: ReadableSession,
  row: number,
  message: MessageEntry,
  redactor: Redactor | undefined,
  captures: ReadonlyMap<number, CaptureSummary | undefined>,
): ExportedMessage {
  const columns = table.columns.chunkOf(row);
  const i = row & CHUNK_MASK;
  const asked = withoutUnrequestedPayload(message, captures.get(columns.target[i] as number));
  const shown = redactor === undefined ? asked : (sanitised(asked, message.channel, redactor) as MessageEntry);
  const flat = flatMessage(table, row, shown);
  const [from, to] = [columns.from[i] as number, columns.to[i] as number].map((index) =>
    masked(table.endpoints[index], redactor),
  );
  return {
    flat: redactor === undefined ? flat : { ...flat, from: label(from), to: label(to) },
    target: columns.target[i] as number,
    atUs: columns.atUs[i] as number,
    from,
    to,
  };
}

function masked(endpoint: EndpointInfo | undefined, redactor: Redactor | undefined): EndpointInfo | undefined {
  if (endpoint === undefined || redactor === undefined) return endpoint;
  const { title, url } = endpoint;
  return {
    ...endpoint,
    ...(title !== undefined && { title: withoutHomeFolder(redactor.maskText(title)) }),
    ...(url !== undefined && { url: withoutHomeFolder(redactor.maskText(url)) }),
  };
}

function label(endpoint: EndpointInfo | undefined): string {
  return endpoint === undefined ? '' : endpointLabel(endpoint);
}

/** First all that match are found, because a capture's other entries depend on none of them. */
async function* captureOf(
  session: ReadableSession,
  { matches, redaction, signal, onProgress, writer }: ExportOptions,
): AsyncGenerator<Buffer, number> {
  const { table } = session.fold;
  const kept = new Uint8Array(table.length);
  let messages = 0;
  for await (const { rows, examined } of matches) {
    for (const row of rows) if (row < kept.length) kept[row] = 1;
    messages += rows.length;
    onProgress?.(examined / 2, table.length);
  }
  const isWhole = messages === table.length;
  yield* captureChunks(session, {
    writerName: `${writer.name} ${writer.version}`,
    ...(isWhole ? {} : { keeps: (row: number) => kept[row] === 1 }),
    ...(redaction && { redaction }),
    ...(signal && { signal }),
    onProgress: (readBytes, totalBytes) =>
      onProgress?.(((1 + readBytes / totalBytes) / 2) * table.length, table.length),
  });
  return messages;
}
