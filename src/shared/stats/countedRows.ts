/** What was counted of each row, so that it can be taken back: 21 bytes a row. */

import { STATUSES } from '../journal/entries';
import type { Sample } from './channelStats';

const FIRST_ROWS = 1024;

export class CountedRows {
  private status = new Uint8Array(FIRST_ROWS);
  private durationUs = new Float64Array(FIRST_ROWS);
  private blockingUs = new Float32Array(FIRST_ROWS);
  private bytes = new Float64Array(FIRST_ROWS);

  set(row: number, { status, durationUs, blockingUs, bytes }: Sample): void {
    if (row >= this.status.length) this.grow(row + 1);
    this.status[row] = STATUSES.indexOf(status);
    this.durationUs[row] = durationUs;
    this.blockingUs[row] = blockingUs;
    this.bytes[row] = bytes;
  }

  /** @param atUs of the row, which never changes */
  get(row: number, atUs: number): Sample {
    return {
      status: STATUSES[this.status[row] as number] ?? 'pending',
      atUs,
      durationUs: this.durationUs[row] as number,
      blockingUs: this.blockingUs[row] as number,
      bytes: this.bytes[row] as number,
    };
  }

  private grow(rows: number): void {
    const length = Math.max(rows, this.status.length * 2);
    const [status, bytes] = [new Uint8Array(length), new Float64Array(length)];
    const [durationUs, blockingUs] = [new Float64Array(length), new Float32Array(length)];
    status.set(this.status);
    durationUs.set(this.durationUs);
    blockingUs.set(this.blockingUs);
    bytes.set(this.bytes);
    this.status = status;
    this.durationUs = durationUs;
    this.blockingUs = blockingUs;
    this.bytes = bytes;
  }
}
