/** What a target wrote on its standard output and error: kept up to a bound, so that it can be shown. */

import { StringDecoder } from 'node:string_decoder';
import { Emitter } from '../../shared/base/emitter';
import { MAX_OUTPUT_LINE, MAX_OUTPUT_LINES, type OutputLine, type OutputStream } from '../../shared/journal/output';

export class TargetOutput {
  /** With each new run of lines. */
  readonly onLines = new Emitter<readonly OutputLine[]>();
  private lines: OutputLine[] = [];
  private readonly partial: Record<OutputStream, string> = { stdout: '', stderr: '' };
  private readonly decoders: Record<OutputStream, StringDecoder> = {
    stdout: new StringDecoder('utf8'),
    stderr: new StringDecoder('utf8'),
  };

  /** @param hidesLine whether a line is left out */
  constructor(private readonly hidesLine: (line: string) => boolean = () => false) {}

  get all(): readonly OutputLine[] {
    return this.lines;
  }

  add(stream: OutputStream, chunk: Buffer): void {
    const parts = (this.partial[stream] + this.decoders[stream].write(chunk)).split('\n');
    // One character more than is kept tells that the line is longer.
    this.partial[stream] = (parts.pop() ?? '').slice(0, MAX_OUTPUT_LINE + 1);
    this.take(stream, parts);
  }

  /** Nothing more is expected: what was printed without a line break is a line, too. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.partial[stream] + this.decoders[stream].end();
      this.partial[stream] = '';
      if (rest !== '') this.take(stream, [rest]);
    }
  }

  /** The last lines on standard error, for an error message. */
  lastErrorLines(count: number): string {
    return this.lines
      .filter((line) => line.stream === 'stderr')
      .slice(-count)
      .map((line) => line.text)
      .join('\n');
  }

  private take(stream: OutputStream, texts: readonly string[]): void {
    const fresh = texts.filter((text) => !this.hidesLine(text)).map((text) => lineOf(stream, text.replace(/\r$/, '')));
    if (fresh.length === 0) return;
    this.lines.push(...fresh);
    if (this.lines.length > MAX_OUTPUT_LINES) this.lines = this.lines.slice(-MAX_OUTPUT_LINES);
    this.onLines.emit(fresh);
  }
}

function lineOf(stream: OutputStream, text: string): OutputLine {
  if (text.length <= MAX_OUTPUT_LINE) return { stream, text };
  return { stream, text: text.slice(0, MAX_OUTPUT_LINE), isCut: true };
}
