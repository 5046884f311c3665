/**
 * Reads a capture file from its first line to its last in constant memory: plain or compressed, of this version or an
 * older one. Damaged lines are reported by number and skipped. An unfinished last line is left out.
 */

import type { HeaderEntry, JournalEntry } from '../../shared/journal/entries';
import { decodeLine, isFault, type LineFault } from '../../shared/journal/lineCodec';
import { lineStart } from '../../shared/journal/lineLayout';
import { LineSplitter } from '../base/lineSplitter';
import { CaptureFileReader, type UnpackLimit } from './captureFileReader';
import { FileDamage } from './fileDamage';
import { readHeader } from './journalHeader';
import type { LinePlace } from './journalWriter';
import { isTooCostly } from './jsonBytes';
import { decodeHead, MAX_HEAD_BYTES } from './lineHead';

/** The same limit as for connections of agents. Lines that we write are much shorter. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

const TOO_COSTLY: LineFault = { fault: 'too many values to be read' };

/** A line of the file, not parsed yet. */
export interface FileLine {
  /** Shares memory with its chunk: copy it to keep it. */
  readonly bytes: Buffer;
  /** Number of the line, from 1. */
  readonly line: number;
  /** Its offset in the file; for a compressed file, in the unpacked text. */
  readonly place: LinePlace;
}

/** A line that is an entry. */
export interface EntryLine extends FileLine {
  /** Converted to the current version. */
  readonly entry: JournalEntry;
  /** The payload can't be read: `args` is null, and `result` and `error` are absent. */
  readonly isPayloadDamaged?: true;
}

type Decoded = Pick<EntryLine, 'entry' | 'isPayloadDamaged'>;

export interface ReadOptions {
  /** Ends the reading with an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file as it lies on disk. */
  readonly onProgress?: ((readBytes: number, totalBytes: number) => void) | undefined;
  /** Of compressed files; without it, `MAX_UNPACKED_BYTES`. */
  readonly unpacking?: UnpackLimit | undefined;
}

/** A place between two lines at which reading can continue. */
export interface LineStart {
  readonly offset: number;
  /** Number of the line that begins there. */
  readonly line: number;
}

export class JournalFile {
  /** Rises while it is read. */
  readonly damage = new FileDamage();

  private constructor(
    private readonly source: CaptureFileReader,
    /** Its `version` is that of the file. */
    readonly header: HeaderEntry,
  ) {}

  /**
   * @throws UserError if the file does not exist, is not a capture, or has a newer version
   */
  static async open(
    path: string,
    { signal, unpacking }: Pick<ReadOptions, 'signal' | 'unpacking'> = {},
  ): Promise<JournalFile> {
    const source = await CaptureFileReader.open(path, unpacking);
    try {
      return new JournalFile(source, await readHeader(source, signal));
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  get path(): string {
    return this.source.path;
  }

  /** Whether lines can be read by offset: the file is neither compressed nor in another encoding. */
  get isPlain(): boolean {
    return this.source.isPlain;
  }

  /** Size on disk when it was opened. */
  get fileBytes(): number {
    return this.source.fileBytes;
  }

  /**
   * Reads every entry, the header first, in batches of some hundred. The rows of a table folded from them are the same
   * as those of one folded by `readHeads`.
   *
   * @throws UserError if the file can't be read, AbortError if the signal says so
   */
  entries(options: ReadOptions = {}): AsyncGenerator<readonly EntryLine[], void> {
    return this.batches((bytes) => this.decode(bytes), options);
  }

  /**
   * As `entries`, but without payloads, which is much faster: `args` is null, `result`, `error` and `stack` are absent.
   * They are still in the bytes of the line.
   */
  heads(options: ReadOptions = {}): AsyncGenerator<readonly EntryLine[], void> {
    const { version } = this.header;
    return this.batches((bytes) => {
      const entry = decodeHead(bytes, version);
      return isFault(entry) ? entry : { entry };
    }, options);
  }

  private async *batches(
    decode: (bytes: Buffer) => Decoded | LineFault,
    options: ReadOptions,
  ): AsyncGenerator<readonly EntryLine[], void> {
    let batch: EntryLine[] = [];
    const add = (raw: FileLine) => {
      const decoded = decode(raw.bytes);
      if (!('entry' in decoded)) {
        this.damage.add(raw.line, decoded.fault);
        return;
      }
      if (decoded.isPayloadDamaged) this.damage.add(raw.line, 'its payload is damaged');
      batch.push({ ...raw, ...decoded });
    };
    for await (const _ of this.scan(add, options)) {
      if (batch.length > 0) yield batch;
      batch = [];
    }
  }

  /**
   * Reads every entry without its payload, as fast as can be: `args` is null, `result`, `error` and `stack` are absent.
   *
   * @param onEntry is called for each
   * @returns where the next line would begin
   * @throws UserError if the file can't be read, AbortError if the signal says so
   */
  async readHeads(
    onEntry: (entry: JournalEntry, place: LinePlace, line: number) => void,
    options: ReadOptions & { readonly from?: LineStart | undefined } = {},
  ): Promise<LineStart> {
    const { version } = this.header;
    let next = options.from ?? { offset: 0, line: 1 };
    const add = ({ bytes, line, place }: FileLine) => {
      const entry = decodeHead(bytes, version);
      if (isFault(entry)) this.damage.add(line, entry.fault);
      else onEntry(entry, place, line);
    };
    for await (const position of this.scan(add, options)) next = position;
    return next;
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private decode(bytes: Buffer): Decoded | LineFault {
    const { version } = this.header;
    const entry = isTooCostly(bytes) ? TOO_COSTLY : decodeLine(bytes.toString('utf8'), version);
    const isPlain = bytes.length <= MAX_HEAD_BYTES && !isFault(entry) && startsWithType(bytes, entry.type);
    if (isPlain) return { entry };
    // The head decides about the type, so that a payload can't change the number of rows.
    const head = decodeHead(bytes, version);
    if (isFault(head)) return head;
    return !isFault(entry) && entry.type === head.type ? { entry } : { entry: head, isPayloadDamaged: true };
  }

  /** Yields the lines chunk by chunk, each with the place of the next line. */
  private async *scan(
    onLine: (line: FileLine) => void,
    options: ReadOptions & { readonly from?: LineStart | undefined },
  ): AsyncGenerator<LineStart, void> {
    const { signal, onProgress, from = { offset: 0, line: 1 } } = options;
    let { offset, line } = from;
    const splitter = new LineSplitter(MAX_LINE_BYTES, (length) => {
      this.damage.add(line, `${length} bytes long, which no message is`);
      offset += length + 1;
      line++;
    });
    const take = (bytes: Buffer) => {
      if (bytes.length > 0) onLine({ bytes, line, place: { offset, length: bytes.length } });
      offset += bytes.length + 1;
      line++;
    };
    const onDamage = (problem: string) => this.damage.add(line, problem);
    for await (const chunk of this.source.chunks(offset, onDamage, signal)) {
      splitter.push(chunk.bytes, take);
      onProgress?.(chunk.readBytes, Math.max(chunk.readBytes, this.fileBytes));
      yield { offset, line };
    }
    const { rest, restBytes } = splitter;
    if (restBytes === 0) return;
    // A last line without a newline is whole if it reads as a whole.
    if (isTooCostly(rest) || isFault(decodeLine(rest.toString('utf8'), this.header.version))) {
      this.damage.addTorn(restBytes);
      return;
    }
    take(rest);
    yield { offset: offset - 1, line };
  }
}

function startsWithType(bytes: Buffer, type: JournalEntry['type']): boolean {
  const start = lineStart(type);
  return bytes.toString('latin1', 0, start.length) === start;
}
