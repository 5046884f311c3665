/** Messages of a recording as what a player plays, for the window and the command line. */

import type { EndpointInfo } from '../columns/endpointInfo';
import type { MessageTable } from '../columns/messageTable';
import type { MessageEntry } from '../journal/entries';
import type { PlaySource, PlayStep } from './player';
import { endedUs, frameOfRow, recordedAnswer, recordedRequest } from './recorded';
import type { ReplayRefused, ReplayRequest } from './request';

export interface RecordedSourceIo {
  /** @returns the message with its outcome merged; undefined: it can't be read */
  read(row: number): Promise<MessageEntry | undefined>;
  /**
   * Finds where a message can be sent now.
   *
   * @param frame what sent or received the original
   * @returns the request for that place, or a sentence that says what is missing
   */
  place(request: ReplayRequest, frame: EndpointInfo | undefined): Promise<ReplayRequest | string>;
}

export class RecordedSource implements PlaySource {
  /** @param rows in the order in which they are played */
  constructor(
    private readonly table: MessageTable,
    private readonly rows: Uint32Array,
    private readonly io: RecordedSourceIo,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  rowOf(index: number): number {
    return this.rows[index] as number;
  }

  atUs(index: number): number {
    return this.table.columns.get(this.rowOf(index), 'atUs');
  }

  endedUs(index: number): number {
    return endedUs(this.table, this.rowOf(index));
  }

  async load(index: number): Promise<PlayStep | { readonly refused: ReplayRefused }> {
    const { table, io } = this;
    const row = this.rowOf(index);
    const message = await io.read(row);
    if (message === undefined) return refused('not-whole', 'Its recorded line can’t be read.');
    const request = recordedRequest(message, table.columns.get(row, 'target'));
    const placed = await io.place(request, frameOfRow(table, row));
    if (typeof placed === 'string') return refused('frame-gone', placed);
    // As the answer that comes is measured: what frames report of their side comes later.
    return { request: placed, expected: recordedAnswer(message, table.columns.get(row, 'handlerUs')) };
  }
}

function refused(reason: ReplayRefused['reason'], message: string): { readonly refused: ReplayRefused } {
  return { refused: { status: 'refused', reason, message } };
}
