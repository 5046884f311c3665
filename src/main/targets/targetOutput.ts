/** What a target wrote on its standard output and error: kept up to a bound, so that it can be shown. */

import { StringDecoder } from 'node:string_decoder';
import type { OutputLine } from '../../shared/session/captureState';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 4000;

type Stream = OutputLine['stream'];

export class TargetOutput {
  private lines: OutputLine[] = [];
  private readonly partial: Record<Stream, string> = { stdout: '', stderr: '' };
  private readonly decoders: Record<Stream, StringDecoder> = {
    stdout: new StringDecoder('utf8'),
    stderr: new StringDecoder('utf8'),
  };
  private listener: (lines: readonly OutputLine[]) => void = () => {};
  private dropped = 0;

  /** @param hidesLine whether a line is left out */
  constructor(private readonly hidesLine: (line: string) => boolean = () => false) {}

  /** Lines that had to make way for later ones. */
  get droppedLines(): number {
    return this.dropped;
  }

  get all(): readonly OutputLine[] {
    return this.lines;
  }

  /** @param listener gets each new run of lines */
  onLines(listener: (lines: readonly OutputLine[]) => void): void {
    this.listener = listener;
  }

  add(stream: Stream, chunk: Buffer): void {
    const text = this.partial[stream] + this.decoders[stream].write(chunk);
    const parts = text.split('\n');
    this.partial[stream] = (parts.pop() ?? '').slice(0, MAX_LINE_LENGTH);
    const fresh = parts
      .filter((line) => !this.hidesLine(line))
      .map((line) => ({ stream, text: line.replace(/\r$/, '').slice(0, MAX_LINE_LENGTH) }));
    if (fresh.length === 0) return;
    this.lines.push(...fresh);
    if (this.lines.length > MAX_LINES) {
      this.dropped += this.lines.length - MAX_LINES;
      this.lines = this.lines.slice(-MAX_LINES);
    }
    this.listener(fresh);
  }

  /** The last lines on standard error, for an error message. */
  lastErrorLines(count: number): string {
    return this.lines
      .filter((line) => line.stream === 'stderr')
      .slice(-count)
      .map((line) => line.text)
      .join('\n');
  }
}
