import type { ByteSink } from '../../../src/agent/link/outbox';
import type { AgentEntry } from '../../../src/shared/journal/entries';

/** A connection whose system has room for a number of bytes, and gets more only when the inspector reads. */
export class PacedSink implements ByteSink {
  private readonly taken: Buffer[] = [];
  private offered: { bytes: Buffer; readonly done: (isSent: boolean) => void } | undefined;
  hasEnded = false;

  constructor(private room = 0) {}

  /** What the system has, as text. */
  get text(): string {
    return Buffer.concat(this.taken).toString('utf8');
  }

  /** The lines that are whole. */
  get entries(): AgentEntry[] {
    return this.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as AgentEntry);
  }

  get unsentBytes(): number {
    return this.offered?.bytes.length ?? 0;
  }

  writeNow(bytes: Buffer): number {
    if (this.offered !== undefined) throw new Error('what was offered before would come after this');
    return this.take(bytes);
  }

  write(parts: readonly Buffer[], done: (isSent: boolean) => void): void {
    if (this.offered !== undefined) throw new Error('there is something on its way already');
    // Not a copy of a single part: what it is must stay what it is until it is sent.
    this.offered = { bytes: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts), done };
  }

  end(): void {
    this.hasEnded = true;
  }

  /** The inspector reads. */
  read(bytes: number): void {
    this.room += bytes;
    const { offered } = this;
    if (offered === undefined) return;
    offered.bytes = offered.bytes.subarray(this.take(offered.bytes));
    if (offered.bytes.length > 0) return;
    this.offered = undefined;
    offered.done(true);
  }

  private take(bytes: Buffer): number {
    const part = bytes.subarray(0, Math.min(this.room, bytes.length));
    this.room -= part.length;
    this.taken.push(Buffer.from(part));
    return part.length;
  }
}
