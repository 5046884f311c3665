/**
 * Sees every message from main to a frame. All routes (`webContents.send`, `sendToFrame`, `event.reply`,
 * `senderFrame.send`, `postMessage`) end in methods of WebFrameMain since Electron 12, so only these are patched.
 * Read in lib/browser/api/web-frame-main.ts.
 */

import type { MessageKind } from '../../shared/journal/entries';
import { FRAME_CHANNEL } from '../../shared/link/frameReport';
import type { WebFrameMainLike } from '../electronInternals';
import type { HookContext } from '../hookContext';
import type { AnyFunction, Uninstall } from '../patch';
import { keepSwallowedError, patchOutgoing } from './outgoing';

const { apply } = Reflect;
const { hasOwn } = Object;

/** @param prototype of WebFrameMain */
export function installFrameSendHook(prototype: object, context: HookContext): Uninstall {
  const uninstalls = [
    patchSend(prototype, 'send', { kind: 'send', internal: false }, context),
    patchSend(prototype, '_sendInternal', { kind: 'send', internal: true }, context),
    patchSend(prototype, 'postMessage', { kind: 'postMessage', internal: false }, context),
  ];
  // Up to 23 the native method is an own property of every frame; there, failures stay unseen.
  if ('_send' in prototype) uninstalls.push(keepSwallowedError(prototype, '_send'));
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };
}

/** Lets a document know from which message on it is to count. */
function markDocument(frame: SendingFrame, context: HookContext): void {
  const { _send: send } = frame;
  const { document } = context.endpoints.ofReceiver(frame);
  // Up to 23 the native method is an own property, and no message of ours could be told from the app's.
  if (send === undefined || hasOwn(frame, '_send')) return;
  document?.prepareForPush((number) => {
    try {
      apply(send, frame, [false, FRAME_CHANNEL, [number]]);
    } catch {
      // What the app is about to send fails the same way.
    }
  });
}

/** lib/browser/api/web-frame-main.ts */
interface SendingFrame extends WebFrameMainLike {
  /** The native half of `send`. */
  readonly _send?: AnyFunction;
}

interface SendMethod {
  readonly kind: MessageKind;
  readonly internal: boolean;
}

function patchSend(prototype: object, name: string, { kind, internal }: SendMethod, context: HookContext): Uninstall {
  const isPostMessage = kind === 'postMessage';
  return patchOutgoing<SendingFrame>(
    prototype,
    name,
    {
      prepare: internal ? undefined : (frame) => markDocument(frame, context),
      transferOf: isPostMessage ? (args) => args[2] : undefined,
      describe(frame, [channel, ...rest]) {
        if (typeof channel !== 'string') return undefined; // Electron refused the call.
        const receiver = context.endpoints.ofReceiver(frame);
        return {
          kind,
          direction: 'to-renderer',
          channel,
          to: receiver.id,
          receiver: internal ? undefined : receiver.document,
          args: isPostMessage ? rest.slice(0, 1) : rest,
          internal,
        };
      },
    },
    context,
  );
}
