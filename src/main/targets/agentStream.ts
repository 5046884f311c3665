/**
 * Reads what an agent sends, in order and without gaps: from its socket, and from its spill files. The agent uses the
 * files when the socket does not accept data in time and the app has ended since, or is suspended.
 */

import { SpillFileReader } from './spillFileReader';

/** After this time without news, more may lie in the files. */
const QUIET_MS = 250;

export class AgentStream {
  /** Bytes taken so far. */
  private position = 0;
  /** Of these, the last ones, which the files had and the socket may still bring. */
  private ahead = 0;
  private spilled: SpillFileReader | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param take gets the bytes */
  constructor(private readonly take: (bytes: Buffer) => void) {}

  /** @param path of the agent's spill files, without their endings */
  setSpillPath(path: string): void {
    this.spilled = new SpillFileReader(path);
  }

  /** The socket has brought something. */
  received(chunk: Buffer): void {
    const known = Math.min(this.ahead, chunk.length);
    this.ahead -= known;
    if (known < chunk.length) this.advance(chunk.subarray(known));
    if (this.spilled === undefined) return;
    if (this.timer === undefined) this.timer = setTimeout(() => this.readSpilled(), QUIET_MS).unref();
    else this.timer.refresh();
  }

  /**
   * The socket has ended.
   *
   * @param isWanted whether what it has not brought is of interest
   */
  end(isWanted: boolean): void {
    clearTimeout(this.timer);
    if (isWanted) this.readSpilled();
    this.spilled?.remove();
    this.spilled = undefined;
  }

  private readSpilled(): void {
    const bytes = this.spilled?.from(this.position);
    if (bytes === undefined || bytes.length === 0) return;
    this.ahead += bytes.length;
    this.advance(bytes);
  }

  private advance(bytes: Buffer): void {
    this.position += bytes.length;
    this.take(bytes);
  }
}
