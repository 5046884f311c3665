/** Merges captures into one: entries in the order of time, targets with new numbers. */

import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalEntry } from '../../shared/journal/entries';
import { InternalPayloads, withoutInternalPayload } from '../../shared/journal/internalPayloads';
import { encodeLine } from '../../shared/journal/lineCodec';
import { type EntryLine, JournalFile, type ReadOptions } from '../journal/journalFile';
import { writeOutputFile } from '../journal/outputFile';

export interface MergeOptions extends ReadOptions {
  /** Name and version of this program. */
  readonly writerName: string;
}

/**
 * Merges captures into a new file, in constant memory. It leaves out damaged lines, and payloads of
 * Electron's own messages that an earlier version recorded without a request.
 *
 * @throws UserError if a capture can't be read, or the new one can't be written; AbortError if the signal says so
 */
export async function mergeCaptures(paths: readonly string[], to: string, options: MergeOptions): Promise<void> {
  const files: JournalFile[] = [];
  try {
    for (const path of paths) files.push(await JournalFile.open(path, options));
    await writeOutputFile(to, mergedChunks(files, options), { overwrites: false, signal: options.signal });
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function* mergedChunks(files: readonly JournalFile[], options: MergeOptions): AsyncGenerator<Buffer, void> {
  const totalBytes = files.reduce((sum, file) => sum + file.fileBytes, 0);
  const progress = files.map(() => 0);
  const numbers = new TargetNumbers();
  const streams = files.map(
    (file, i) =>
      new MergeStream(
        file.entries({
          signal: options.signal,
          onProgress(readBytes) {
            progress[i] = Math.min(readBytes, file.fileBytes);
            options.onProgress?.(
              progress.reduce((sum, bytes) => sum + bytes, 0),
              totalBytes,
            );
          },
        }),
        (target) => numbers.of(i, target),
      ),
  );
  const createdAt = files.map(({ header }) => header.createdAt).sort()[0] ?? '';
  let lines = encodeLine({
    type: 'header',
    format: JOURNAL_FORMAT,
    version: JOURNAL_VERSION,
    createdAt,
    writer: options.writerName,
    ...(files.some(({ header }) => header.trimmed) ? { trimmed: true } : {}),
    // A capture that is sanitised only in part does not count as sanitised.
    ...(files.every(({ header }) => header.sanitised) ? { sanitised: true } : {}),
  });
  let source: number | undefined;
  for (const stream of streams) await stream.advance();
  for (;;) {
    const earliest = streams.reduce<MergeStream | undefined>(
      (best, stream) =>
        stream.entry !== undefined && (best === undefined || stream.timeUs < best.timeUs) ? stream : best,
      undefined,
    );
    if (earliest?.entry === undefined) break;
    if (belongsToSource(earliest.entry) && earliest.source !== source) {
      source = earliest.source;
      lines += encodeLine({ type: 'source', target: source });
    }
    lines += encodeLine(earliest.entry);
    if (lines.length > 256 * 1024) {
      yield Buffer.from(lines);
      lines = '';
    }
    await earliest.advance();
  }
  yield Buffer.from(lines);
}

/** New numbers of targets, in the order in which the targets appear. */
class TargetNumbers {
  private readonly numbers = new Map<string, number>();

  of(file: number, target: number): number {
    const key = `${file} ${target}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size + 1;
    this.numbers.set(key, number);
    return number;
  }
}

/** The entries of one file, each with its time. */
class MergeStream {
  /** Undefined: there are no more entries. */
  entry: JournalEntry | undefined;
  /** Time of the entry; for entries without one, of the last entry before it that has one. Microseconds since the Unix epoch. */
  timeUs = 0;
  private batch: readonly EntryLine[] = [];
  private next = 0;
  private target = 0;
  private readonly timeOrigins = new Map<number, number>();
  private readonly internal = new InternalPayloads();

  constructor(
    private readonly batches: AsyncGenerator<readonly EntryLine[], void>,
    private readonly numberOf: (target: number) => number,
  ) {}

  /** New number of the target of the entry. */
  get source(): number {
    return this.numberOf(this.target);
  }

  async advance(): Promise<void> {
    for (;;) {
      while (this.next >= this.batch.length) {
        const { value } = await this.batches.next();
        if (value === undefined) {
          this.entry = undefined;
          return;
        }
        this.batch = value;
        this.next = 0;
      }
      const { entry } = this.batch[this.next++] as EntryLine;
      this.entry = this.renumbered(this.internal.mustGo(entry) ? withoutInternalPayload(entry) : entry);
      if (this.entry !== undefined) return;
    }
  }

  private passTo(timeUs: number): void {
    if (timeUs > this.timeUs) this.timeUs = timeUs;
  }

  /** @returns undefined if the merged capture has its own entry instead */
  private renumbered(entry: JournalEntry): JournalEntry | undefined {
    switch (entry.type) {
      case 'header':
        return undefined;
      case 'source':
        this.target = entry.target;
        return undefined;
      case 'target':
        this.timeOrigins.set(entry.target, entry.timeOrigin);
        this.timeUs = Math.max(this.timeUs, entry.timeOrigin);
        return { ...entry, target: this.numberOf(entry.target) };
      case 'targetEnd':
        // As text in whole milliseconds; in a damaged file, anything.
        this.passTo(Date.parse(entry.endedAt) * 1000);
        return { ...entry, target: this.numberOf(entry.target) };
      case 'output':
      case 'outputGap':
        this.passTo(Date.parse(entry.readAt) * 1000);
        return entry;
      case 'gap':
        this.passTo((this.timeOrigins.get(this.target) ?? 0) + entry.at);
        return entry;
      case 'mark':
        return { ...entry, target: this.numberOf(entry.target) };
      case 'replayed': {
        const { originTarget } = entry;
        return originTarget === undefined ? entry : { ...entry, originTarget: this.numberOf(originTarget) };
      }
      case 'message':
        this.timeUs = (this.timeOrigins.get(this.target) ?? 0) + entry.at;
        return entry;
      default:
        return entry;
    }
  }
}

/** Entries that name their target themselves. */
const OF_NO_SOURCE = new Set<JournalEntry['type']>(['target', 'targetEnd', 'mark', 'output', 'outputGap']);

function belongsToSource({ type }: JournalEntry): boolean {
  return !OF_NO_SOURCE.has(type);
}
