/**
 * Sees every message from main to a frame. All routes (`webContents.send`, `sendToFrame`, `event.reply`,
 * `senderFrame.send`, `postMessage`) end in methods of WebFrameMain since Electron 12, so only these are patched.
 * Read in lib/browser/api/web-frame-main.ts.
 */

import type { MessageKind } from '../../shared/journal/entries';
import type { WebFrameMainLike } from '../base/electronInternals';
import type { Uninstall } from '../base/patch';
import type { HookContext } from './hookContext';
import { keepSwallowedError, patchOutgoing } from './outgoing';

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

interface SendMethod {
  readonly kind: MessageKind;
  readonly internal: boolean;
}

function patchSend(prototype: object, name: string, { kind, internal }: SendMethod, context: HookContext): Uninstall {
  const isPostMessage = kind === 'postMessage';
  return patchOutgoing<WebFrameMainLike>(
    prototype,
    name,
    {
      transferOf: isPostMessage ? (args) => args[2] : undefined,
      before: internal
        ? undefined
        : (frame, [channel]) => {
            if (typeof channel !== 'string') return; // Electron will refuse the call.
            context.timing.beforePush(frame, context.endpoints.ofReceiver(frame).document);
          },
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
