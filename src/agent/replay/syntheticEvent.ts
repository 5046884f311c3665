/**
 * Events that native code did not make, for frames in which none of our code could make the call. They are dispatched
 * as native code dispatches (shell/browser/api/electron_api_web_contents.cc), and resemble genuine events as far as
 * possible. An app that inspects one closely can tell: its methods are not native.
 */

import { serialize } from 'node:v8';
import type { DispatchEvent, WebContentsLike, WebFrameMainLike } from '../base/electronInternals';
import { defineProperty } from '../base/primordials';
import type { FrameIds } from '../recording/endpoints';

export interface SyntheticSender {
  readonly webContents: WebContentsLike;
  readonly frame: WebFrameMainLike | undefined;
  readonly ids: FrameIds;
  /** Native code sets it from 36 on; before, a listener of Electron does. */
  readonly setsSender: boolean;
}

/** @param expectsReply of `invoke` and `sendSync` */
export function syntheticEvent(
  { webContents, frame, ids, setsSender }: SyntheticSender,
  expectsReply: boolean,
): DispatchEvent {
  let isPrevented = false;
  const event = {
    preventDefault() {
      isPrevented = true;
    },
    get defaultPrevented() {
      return isPrevented;
    },
    ...ids,
    frameTreeNodeId: (frame as { frameTreeNodeId?: number } | undefined)?.frameTreeNodeId,
    ...(expectsReply ? { _replyChannel: replyChannel() } : {}),
    ...(setsSender ? { sender: webContents, type: 'frame' } : {}),
  };
  return defineProperty(event, 'senderFrame', { get: () => frame, enumerable: true, configurable: true });
}

/** Takes one answer, which all that watch the event see. Like the native one it refuses what can't be cloned. */
function replyChannel(): { sendReply(value: unknown): boolean } {
  let isUsed = false;
  return {
    sendReply(value) {
      if (isUsed) return false;
      try {
        serialize(value);
      } catch {
        throw new Error('An object could not be cloned.');
      }
      isUsed = true;
      return true;
    },
  };
}
