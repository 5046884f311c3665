/** Records calls that failed in a frame, and so never came to main. */

import { MESSAGE_KINDS } from '../../shared/journal/entries';
import type { FrameFailure } from '../../shared/link/frameReport';
import type { WebContentsLike } from '../base/electronInternals';
import { type EndpointRegistry, MAIN_ENDPOINT } from '../recording/endpoints';
import type { FrameDocument } from '../recording/frameDocument';
import type { Recorder } from '../recording/recorder';

/** The frame of a document. Its WebContents is held weakly: a document can outlive it by a moment. */
export interface DocumentFrame {
  readonly webContents: WeakRef<WebContentsLike>;
  readonly processId: number;
  readonly frameId: number;
}

export class FrameFailures {
  constructor(
    private readonly recorder: Recorder,
    private readonly endpoints: EndpointRegistry,
  ) {}

  add({ webContents, processId, frameId }: DocumentFrame, document: FrameDocument, failure: FrameFailure): void {
    const sender = webContents.deref();
    const kind = MESSAGE_KINDS[failure.kind];
    if (sender === undefined || kind === undefined) return;
    const isToHost = kind === 'sendToHost';
    const atUs = document.toMainUs(failure.failedAtUs);
    const record = this.recorder.message({
      kind,
      direction: isToHost ? 'to-host' : 'to-main',
      channel: failure.channel,
      from: this.endpoints.ofSender(sender, processId, frameId).id,
      to: isToHost ? this.endpoints.ofHost(sender) : MAIN_ENDPOINT,
      // What can't be cloned can't be reported.
      args: [],
      leftOutBytes: 0,
      origin: 'received',
      stack: failure.stack === '' ? undefined : failure.stack,
      atUs,
    });
    if (record === undefined) return;
    this.recorder.end(record, { status: 'error', errorText: failure.error, place: failure.place, atUs });
  }
}
