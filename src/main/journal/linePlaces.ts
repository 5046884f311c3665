/** The places of the lines of each row in the journal: 24 bytes per row, without stacks. */

import { CHUNK_MASK, CHUNK_ROWS } from '../../shared/columns/columns';
import type { JournalEntry } from '../../shared/journal/entries';
import type { LinePlace } from './journalWriter';

const PLACE_TYPES = {
  messageOffset: Float64Array,
  messageLength: Uint32Array,
  outcomeOffset: Float64Array,
  /** 0: there is no such line. */
  outcomeLength: Uint32Array,
} as const;

export type PlaceName = keyof typeof PLACE_TYPES;
export const PLACE_NAMES = Object.keys(PLACE_TYPES) as PlaceName[];

/** The places of `CHUNK_ROWS` rows. */
export type PlaceChunk = { readonly [K in PlaceName]: InstanceType<(typeof PLACE_TYPES)[K]> };

export function createPlaceChunk(): PlaceChunk {
  return Object.fromEntries(
    PLACE_NAMES.map((name) => [name, new PLACE_TYPES[name](CHUNK_ROWS)]),
  ) as unknown as PlaceChunk;
}

/** Row, offset and length. */
export type StackPlace = readonly [row: number, offset: number, length: number];

export class LinePlaces {
  /**
   * @param chunks places that are already known
   * @param stacks the lines of stacks, by row: few messages have one
   */
  constructor(
    private readonly chunks: PlaceChunk[] = [],
    private readonly stacks = new Map<number, LinePlace>(),
  ) {}

  /**
   * Stores the place of a line, if the detail of a message is read from it.
   *
   * @param row of its message
   */
  set(type: JournalEntry['type'], row: number, { offset, length }: LinePlace): void {
    if (type === 'stack') this.stacks.set(row, { offset, length });
    if (type !== 'message' && type !== 'outcome') return;
    const chunk = this.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (type === 'message') {
      chunk.messageOffset[i] = offset;
      chunk.messageLength[i] = length;
    } else {
      chunk.outcomeOffset[i] = offset;
      chunk.outcomeLength[i] = length;
    }
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

  stackAt(row: number): LinePlace | undefined {
    return this.stacks.get(row);
  }

  /** All lines of stacks, with their rows. */
  get stackPlaces(): readonly StackPlace[] {
    return [...this.stacks].map(([row, { offset, length }]) => [row, offset, length]);
  }

  /** The chunk of a row; the row is at `row & CHUNK_MASK` in it. */
  chunkOf(row: number): PlaceChunk {
    const index = row >>> 16;
    while (this.chunks.length <= index) this.chunks.push(createPlaceChunk());
    return this.chunks[index] as PlaceChunk;
  }
}
