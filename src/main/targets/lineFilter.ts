/** Leaves lines out of a stream. */

import { Transform, type TransformCallback } from 'node:stream';
import { LineSplitter } from '../base/lineSplitter';

const MAX_LINE_BYTES = 64 * 1024 * 1024;

export class LineFilter extends Transform {
  private readonly splitter = new LineSplitter(MAX_LINE_BYTES, () => {});

  /** @param hidesLine whether a line is left out */
  constructor(private readonly hidesLine: (line: string) => boolean) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.splitter.push(chunk, (line) => {
      if (!this.hidesLine(line.toString('utf8'))) this.push(Buffer.concat([line, NEWLINE]));
    });
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(this.splitter.rest);
    done();
  }
}

const NEWLINE = Buffer.from('\n');
