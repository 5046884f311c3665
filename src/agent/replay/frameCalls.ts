/** Has frames send messages themselves, through the timing preload in them, and learns which of their messages these are. */

import type { CallReplay, FrameReplay, FrameReplayNote, PostReplay } from '../../shared/link/frameReplay';
import type { FrameDocument } from '../recording/frameDocument';
import type { FrameTiming } from '../timing/frameTiming';

/** What became of a request. */
export type FrameCallResult =
  /** Main has got the message; without a number it was not recorded, or can't be distinguished from others. */
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

type FrameRequest = Omit<CallReplay, 'id'> | Omit<PostReplay, 'id'>;

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
  send(document: FrameDocument, request: FrameRequest, settle: (result: FrameCallResult) => void): boolean {
    const id = this.nextId++;
    this.pending.set(id, {
      document,
      kind: request.kind,
      channel: request.args[0],
      settle: (result) => {
        this.pending.delete(id);
        settle(result);
      },
    });
    const message: FrameReplay = { replay: { ...request, id } as CallReplay | PostReplay };
    if (this.timing.post(document, message)) return true;
    this.pending.delete(id);
    return false;
  }

  private noted(document: FrameDocument, { replay, call, isPosted, failed }: FrameReplayNote): void {
    const pending = this.pending.get(replay);
    if (pending === undefined || pending.document !== document) return;
    if (failed !== undefined) {
      pending.settle({ type: 'failed', why: failed });
    } else if (isPosted) {
      pending.settle({ type: 'posted' });
    } else if (call !== undefined) {
      const isFollowed = document.announce(call, ({ record, kind, channel }) => {
        // Anything else would mean that it was counted wrong.
        const isIt = kind === pending.kind && channel === pending.channel;
        pending.settle({ type: 'arrived', ...(isIt && record !== undefined ? { seq: record.seq } : {}) });
      });
      if (!isFollowed) pending.settle({ type: 'arrived' });
    }
  }

  private gone(document: FrameDocument): void {
    for (const pending of [...this.pending.values()])
      if (pending.document === document) pending.settle({ type: 'gone' });
  }
}
