/** A session from a capture file. It is folded into the message table, and its payloads are read on request. */

import { type FileHandle, open } from 'node:fs/promises';
import { Emitter } from '../../shared/base/emitter';
import { SessionFold } from '../../shared/columns/sessionFold';
import { JOURNAL_VERSION, type MarkEntry } from '../../shared/journal/entries';
import { decodeLine, encodeLine, isFault } from '../../shared/journal/lineCodec';
import type { MessageLines } from '../../shared/journal/recordedMessage';
import type { FileDamage } from '../journal/fileDamage';
import { JournalFile, type ReadOptions } from '../journal/journalFile';
import type { LinePlace } from '../journal/journalWriter';
import { LinePlaces } from '../journal/linePlaces';
import { type UnpackedCapture, unpackCapture } from '../journal/unpackCapture';
import { importJsonl, isJsonl } from './importJsonl';
import { markOf, type ReadableSession, readMessageLines } from './readableSession';
import { MIN_INDEXED_ROWS, readIndex, type SessionImage, writeIndex } from './sessionIndex';

export interface OpenOptions extends ReadOptions {
  /** Folder of the indexes; without it, none is used. */
  readonly indexFolder?: string | undefined;
}

export class OpenedSession implements ReadableSession {
  private constructor(
    readonly path: string,
    private readonly image: SessionImage,
    /** Number of rows that came from an index. */
    readonly indexedRows: number,
    /** Damage: what could not be read. */
    readonly damage: FileDamage,
    private readonly version: number,
    private readonly file: FileHandle,
    readonly journalPath: string,
    private readonly unpacked: UnpackedCapture | undefined,
  ) {}

  /**
   * Opens a capture. With a matching index, only lines after the index are read.
   *
   * @param options progress counts bytes of the file on disk; a compressed file is read twice
   * @throws UserError if it is not a readable capture, AbortError if the signal says so
   */
  static async open(path: string, options: OpenOptions = {}): Promise<OpenedSession> {
    const { onProgress } = options;
    const firstHalf: ReadOptions = {
      ...options,
      onProgress: (readBytes, totalBytes) => onProgress?.(readBytes / 2, totalBytes),
    };
    if (await isJsonl(path, options))
      return OpenedSession.openTemporary(path, await importJsonl(path, firstHalf), options);
    const journal = await JournalFile.open(path, options);
    if (journal.isPlain) return OpenedSession.fold(path, journal, undefined, options);
    await journal.close();
    return OpenedSession.openTemporary(path, await unpackCapture(path, firstHalf), options);
  }

  private static async openTemporary(
    path: string,
    unpacked: UnpackedCapture,
    options: OpenOptions,
  ): Promise<OpenedSession> {
    const { signal, onProgress } = options;
    try {
      return await OpenedSession.fold(path, await JournalFile.open(unpacked.path, options), unpacked, {
        signal,
        onProgress: (readBytes, totalBytes) => onProgress?.((totalBytes + readBytes) / 2, totalBytes),
      });
    } catch (error) {
      await unpacked.remove();
      throw error;
    }
  }

  get fold(): SessionFold {
    return this.image.fold;
  }

  get places(): LinePlaces {
    return this.image.places;
  }

  get bytes(): number {
    return this.image.next.offset;
  }

  readMessage(row: number): Promise<MessageLines> {
    return readMessageLines(this.places, row, (place) => this.readLine(place));
  }

  readonly unwrittenMarks: MarkEntry[] = [];
  readonly onRow = new Emitter<number>();
  readonly onFacts = new Emitter();

  /** The file is not changed. The marks are saved when the user saves it under another name. */
  mark(row: number, isMarked: boolean): void {
    const mark = markOf(this.fold, row, isMarked);
    this.fold.apply(mark, (changed) => this.onRow.emit(changed));
    this.unwrittenMarks.push(mark);
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    await this.file.close();
    await this.unpacked?.remove();
  }

  private static async fold(
    path: string,
    journal: JournalFile,
    unpacked: UnpackedCapture | undefined,
    { signal, onProgress, indexFolder }: OpenOptions,
  ): Promise<OpenedSession> {
    try {
      const known = indexFolder === undefined ? undefined : await readIndex(indexFolder, journal.path);
      const { fold, places } = known ?? { fold: new SessionFold(), places: new LinePlaces() };
      if (known !== undefined) journal.damage.restore(known.damage);
      const knownRows = fold.table.length;
      let currentLine = 0;
      fold.onProblem = (problem) => journal.damage.add(currentLine, problem);
      const next = await journal.readHeads(
        (entry, place, line) => {
          currentLine = line;
          const row = fold.apply(entry);
          if (row !== undefined) places.set(entry.type, row, place);
        },
        { from: known?.next, signal, onProgress },
      );
      fold.onProblem = undefined;
      if (unpacked?.problem !== undefined) journal.damage.addEnd(next.line, unpacked.problem);
      if (unpacked?.leftOut !== undefined) journal.damage.addOf(unpacked.leftOut);
      const image: SessionImage = { fold, places, next };
      if (indexFolder !== undefined && fold.table.length - knownRows >= MIN_INDEXED_ROWS) {
        await writeIndex(indexFolder, journal.path, image, journal.damage);
      }
      const file = await open(journal.path, 'r');
      const { damage, header } = journal;
      return new OpenedSession(path, image, knownRows, damage, header.version, file, journal.path, unpacked);
    } finally {
      await journal.close();
    }
  }

  private async readLine({ offset, length }: LinePlace): Promise<string> {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.file.read(bytes, 0, length, offset);
    if (bytesRead < length) throw new Error('it is shorter than it was when it was opened');
    return upgraded(bytes.toString('utf8'), this.version);
  }
}

/** The line, converted to the current version; a line that can't be read stays as it is. */
function upgraded(line: string, version: number): string {
  if (version === JOURNAL_VERSION) return line;
  const entry = decodeLine(line, version);
  return isFault(entry) ? line : encodeLine(entry).trimEnd();
}
