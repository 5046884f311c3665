/** Has frames send messages themselves, through the timing preload in them, and learns which of their messages these are. */

import type { CallReplay, FrameReplay, FrameReplayNote, PostReplay } from '../../shared/link/frameReplay';
import type { FrameDocument } from '../recording/frameDocument';
import type { FrameTiming } from '../timing/frameTiming';

/** What became of a wish. */
export type FrameCallResult =
  /** Main has got the message; without a number it was not recorded, or can't be told from others. */
  | { readonly type: 'arrived'; readonly seq?: number }
  /** It was posted on a port. */
  | { readonly type: 'posted' }
  | { readonly type: 'failed'; readonly why: string }
  /** The document is gone. */
  | { readonly type: 'gone' };

interface Pending {
  readonly document: FrameDocument;
  readonly kind: string;
  readonly channel: unknown;
  settle(result: FrameCallResult): void;
}

type Wish = Omit<CallReplay, 'id'> | Omit<PostReplay, 'id'>;

export class FrameCalls {
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly timing: FrameTiming) {
    timing.onReplayNote = (document, note) => this.noted(document, note);
    timing.onGone = (document) => this.gone(document);
  }

  /**
   * @param settle may be called long after it was waited for; it is called once
   * @returns false if the document can't be spoken to
   */
  send(document: FrameDocument, wish: Wish, settle: (result: FrameCallResult) => void): boolean {
    const id = this.nextId++;
    this.pending.set(id, {
      document,
      kind: wish.kind,
      channel: wish.args[0],
      settle: (result) => {
        this.pending.delete(id);
        settle(result);
      },
    });
    const message: FrameReplay = { replay: { ...wish, id } as CallReplay | PostReplay };
    if (this.timing.post(document, message)) return true;
    this.pending.delete(id);
    return false;
  }

  private noted(document: FrameDocument, { replay, call, isPosted, failed }: FrameReplayNote): void {
    const wish = this.pending.get(replay);
    if (wish === undefined || wish.document !== document) return;
    if (failed !== undefined) {
      wish.settle({ type: 'failed', why: failed });
    } else if (isPosted) {
      wish.settle({ type: 'posted' });
    } else if (call !== undefined) {
      const isFollowed = document.announce(call, ({ record, kind, channel }) => {
        // Anything else would mean that it was counted wrong.
        const isIt = kind === wish.kind && channel === wish.channel;
        wish.settle({ type: 'arrived', ...(isIt && record !== undefined ? { seq: record.seq } : {}) });
      });
      if (!isFollowed) wish.settle({ type: 'arrived' });
    }
  }

  private gone(document: FrameDocument): void {
    for (const wish of [...this.pending.values()]) if (wish.document === document) wish.settle({ type: 'gone' });
  }
}
