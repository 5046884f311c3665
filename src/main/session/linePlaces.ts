/** Where the lines of each row stand in the journal: 24 bytes a row. */

import { CHUNK_MASK, CHUNK_ROWS } from '../../shared/columns/columns';
import type { LinePlace } from './journalWriter';

interface Chunk {
  readonly messageOffset: Float64Array;
  readonly messageLength: Uint32Array;
  readonly outcomeOffset: Float64Array;
  /** 0: there is no such line. */
  readonly outcomeLength: Uint32Array;
}

export class LinePlaces {
  private readonly chunks: Chunk[] = [];

  setMessage(row: number, { offset, length }: LinePlace): void {
    const chunk = this.chunkOf(row);
    chunk.messageOffset[row & CHUNK_MASK] = offset;
    chunk.messageLength[row & CHUNK_MASK] = length;
  }

  setOutcome(row: number, { offset, length }: LinePlace): void {
    const chunk = this.chunkOf(row);
    chunk.outcomeOffset[row & CHUNK_MASK] = offset;
    chunk.outcomeLength[row & CHUNK_MASK] = length;
  }

  messageAt(row: number): LinePlace {
    const chunk = this.chunkOf(row);
    const i = row & CHUNK_MASK;
    return { offset: chunk.messageOffset[i] as number, length: chunk.messageLength[i] as number };
  }

  outcomeAt(row: number): LinePlace | undefined {
    const chunk = this.chunkOf(row);
    const i = row & CHUNK_MASK;
    const length = chunk.outcomeLength[i] as number;
    return length === 0 ? undefined : { offset: chunk.outcomeOffset[i] as number, length };
  }

  private chunkOf(row: number): Chunk {
    const index = row >>> 16;
    while (this.chunks.length <= index) {
      this.chunks.push({
        messageOffset: new Float64Array(CHUNK_ROWS),
        messageLength: new Uint32Array(CHUNK_ROWS),
        outcomeOffset: new Float64Array(CHUNK_ROWS),
        outcomeLength: new Uint32Array(CHUNK_ROWS),
      });
    }
    return this.chunks[index] as Chunk;
  }
}
