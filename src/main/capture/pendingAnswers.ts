/** Waits for the outcome of messages of a live session. */

import { statusIndex } from '../../shared/columns/rowWriter';
import type { MessageRef } from '../../shared/journal/messageRef';
import { decodeMessage } from '../../shared/journal/recordedMessage';
import type { Answer } from '../../shared/replay/answer';
import { recordedAnswer } from '../../shared/replay/recorded';
import { startTimer } from '../base/timer';
import type { ReadableSession } from '../recordings/readableSession';

const PENDING = statusIndex('pending');

interface Waiting extends MessageRef {
  settle(row: number | undefined): void;
}

export class PendingAnswers {
  /** By `keyOf`. */
  private readonly waiting = new Map<string, Set<Waiting>>();

  /** @param session the live session */
  constructor(private readonly session: () => ReadableSession | undefined) {}

  /** A row of a session was added or changed. Rows of earlier sessions are ignored. */
  rowChanged(session: ReadableSession, row: number): void {
    const { waiting } = this;
    const { columns } = session.fold.table;
    if (waiting.size === 0 || session !== this.session() || columns.get(row, 'status') === PENDING) return;
    const key = keyOf({ target: columns.get(row, 'target'), seq: columns.get(row, 'seq') });
    for (const one of waiting.get(key) ?? []) one.settle(row);
  }

  /** A target is gone, and will not answer any more. */
  left(target: number): void {
    for (const some of [...this.waiting.values()])
      for (const one of some) if (one.target === target) one.settle(undefined);
  }

  /** Resolves with the outcome; with undefined if there is none within this time, or never will be. */
  async of(message: MessageRef, timeoutMs: number): Promise<Answer | undefined> {
    const session = this.session();
    if (session === undefined) return undefined;
    const row = await this.endOf(session, message, timeoutMs);
    if (row === undefined) return undefined;
    try {
      const entry = decodeMessage(await session.readMessage(row));
      return entry && recordedAnswer(entry, session.fold.table.columns.get(row, 'handlerUs'));
    } catch {
      // The journal can't be read, which is reported elsewhere.
      return undefined;
    }
  }

  private endOf(session: ReadableSession, message: MessageRef, timeoutMs: number): Promise<number | undefined> {
    const row = session.fold.rowOf(message.target, message.seq);
    if (row !== undefined && session.fold.table.columns.get(row, 'status') !== PENDING) return Promise.resolve(row);
    const isConnected = session.fold.facts.targets.some(
      ({ target, endedAt }) => target === message.target && endedAt === undefined,
    );
    if (!isConnected) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const key = keyOf(message);
      const some = this.waiting.get(key) ?? new Set();
      const one: Waiting = {
        ...message,
        settle: (found) => {
          cancel();
          some.delete(one);
          if (some.size === 0) this.waiting.delete(key);
          resolve(found);
        },
      };
      const cancel = startTimer(timeoutMs, () => one.settle(undefined));
      this.waiting.set(key, some.add(one));
    });
  }
}

function keyOf({ target, seq }: MessageRef): string {
  return `${target}:${seq}`;
}
