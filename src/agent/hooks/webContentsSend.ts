/**
 * Sees what main tries to send to a WebContents and what then never reaches a frame, where `frameSend.ts` would see it:
 * because the WebContents is destroyed, or because `sendToFrame` (and so `event.reply`) finds no frame.
 * Read in lib/browser/api/web-contents.ts.
 */

import type { MessageKind } from '../../shared/journal/entries';
import { nowUs } from '../base/clock';
import type { WebContentsLike } from '../base/electronInternals';
import { withoutOwnFrames } from '../base/ownFrames';
import { intercept, type Uninstall } from '../base/patch';
import { apply, entries } from '../base/primordials';
import type { HookContext } from './hookContext';
import { recordedCalls, recordFailedCall } from './outgoing';

interface Route {
  readonly kind: MessageKind;
  readonly internal?: true;
  /** Where the channel stands among the arguments. */
  readonly channelAt: 0 | 1;
}

const ROUTES: { readonly [method: string]: Route } = {
  send: { kind: 'send', channelAt: 0 },
  _sendInternal: { kind: 'send', internal: true, channelAt: 0 },
  postMessage: { kind: 'postMessage', channelAt: 0 },
  sendToFrame: { kind: 'send', channelAt: 1 },
};

/** @param prototype of WebContents */
export function installWebContentsSendHook(prototype: object, context: HookContext): Uninstall {
  const uninstalls = entries(ROUTES)
    .filter(([name]) => name in prototype)
    .map(([name, route]) => patchRoute(prototype, name, route, context));
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };
}

function patchRoute(prototype: object, name: string, route: Route, context: HookContext): Uninstall {
  return intercept<WebContentsLike>(prototype, name, function send(original, webContents, args) {
    const atUs = nowUs();
    const callsBefore = recordedCalls();
    let failure: { readonly error: unknown } | undefined;
    let result: unknown;
    try {
      result = apply(original, webContents, args);
      return result;
    } catch (error) {
      failure = { error };
      throw withoutOwnFrames(error);
    } finally {
      const isLost = failure !== undefined || (route.channelAt === 1 && result === false);
      if (isLost && recordedCalls() === callsBefore) {
        context.guard(name, () => recordLost(context, webContents, route, args, { atUs, failure }));
      }
    }
  });
}

function recordLost(
  context: HookContext,
  webContents: WebContentsLike,
  { kind, internal, channelAt }: Route,
  args: readonly unknown[],
  call: { readonly atUs: number; readonly failure: { readonly error: unknown } | undefined },
): void {
  const channel = args[channelAt];
  if (typeof channel !== 'string') return; // Electron refused the call.
  const rest = args.slice(channelAt + 1);
  const { endpoints } = context;
  recordFailedCall(
    context,
    {
      kind,
      direction: 'to-renderer',
      channel,
      to: channelAt === 1 ? endpoints.ofFrameId(webContents, args[0]) : endpoints.ofDestroyed(webContents),
      args: kind === 'postMessage' ? rest.slice(0, 1) : rest,
      internal,
      lost: call.failure === undefined ? 'there is no such frame any more' : undefined,
    },
    call,
  );
}
