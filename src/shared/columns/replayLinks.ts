/** Which messages were sent by the inspector, and of which others they are repetitions. */

import type { MessageRef } from '../journal/messageRef';

export interface ReplayLink extends MessageRef {
  /** The original message; absent: the user wrote the message. */
  readonly origin?: MessageRef;
  /** No real call: its event was made up. */
  readonly isSynthetic?: true;
}

/** A hostile file may hold any number; of those beyond, only that they were replayed is known. */
const MAX_LINKS = 100_000;

export class ReplayLinks {
  private readonly links: ReplayLink[] = [];
  /** By `keyOf`. */
  private readonly byMessage = new Map<string, ReplayLink>();
  private readonly byOrigin = new Map<string, ReplayLink[]>();

  /** In the order in which they came. */
  get list(): readonly ReplayLink[] {
    return this.links;
  }

  add(link: ReplayLink): void {
    if (this.links.length >= MAX_LINKS) return;
    this.links.push(link);
    this.byMessage.set(keyOf(link), link);
    if (link.origin === undefined) return;
    const copies = this.byOrigin.get(keyOf(link.origin));
    if (copies === undefined) this.byOrigin.set(keyOf(link.origin), [link]);
    else copies.push(link);
  }

  /** Of a message that was replayed. */
  of(message: MessageRef): ReplayLink | undefined {
    return this.byMessage.get(keyOf(message));
  }

  /** The repetitions of a message, the oldest first. */
  copiesOf(message: MessageRef): readonly ReplayLink[] {
    return this.byOrigin.get(keyOf(message)) ?? [];
  }

  clear(): void {
    this.links.length = 0;
    this.byMessage.clear();
    this.byOrigin.clear();
  }
}

function keyOf({ target, seq }: MessageRef): string {
  return `${target}:${seq}`;
}
