/** Dispatches made-up events to the listeners in main, on the object on which native code dispatches genuine ones. */

import { EventEmitter } from 'node:events';
import type { MessageKind } from '../../shared/journal/entries';
import type { WebContentsLike, WebFrameMainLike } from '../base/electronInternals';
import type { AnyFunction } from '../base/patch';
import { apply } from '../base/primordials';
import type { HookContext } from '../hooks/hookContext';
import type { FrameEndpoint } from '../recording/endpoints';
import { syntheticEvent } from './syntheticEvent';

export interface SyntheticMessage {
  readonly kind: MessageKind;
  readonly channel: string;
  readonly values: readonly unknown[];
}

const EVENTS: { readonly [K in MessageKind]?: string } = {
  send: '-ipc-message',
  invoke: '-ipc-invoke',
  sendSync: '-ipc-message-sync',
  postMessage: '-ipc-ports',
};
const { listenerCount } = EventEmitter.prototype;

export class SyntheticDispatch {
  constructor(
    private readonly context: HookContext,
    private readonly findWebContents: (id: number) => WebContentsLike | undefined,
  ) {}

  /** @throws if its window is gone */
  fromFrame(
    { kind, channel, values }: SyntheticMessage,
    { webContentsId, ids }: FrameEndpoint,
    frame: WebFrameMainLike,
  ): void {
    const webContents = webContentsId === undefined ? undefined : this.findWebContents(webContentsId);
    if (webContents === undefined || ids === undefined) throw new Error('its window is gone');
    const onSession = this.usesSession(webContents);
    const event = syntheticEvent(
      { webContents, frame, ids, setsSender: onSession },
      kind === 'invoke' || kind === 'sendSync',
    );
    const emitter: object = (onSession ? webContents.session : webContents) ?? webContents;
    const name = EVENTS[kind] ?? (onSession ? '-ipc-message-host' : 'ipc-message-host');
    const hasFlag = !onSession && kind !== 'sendToHost';
    const payload = kind === 'postMessage' ? [values[0], []] : [values];
    const args = [name, event, ...(hasFlag ? [false] : []), channel, ...payload];
    try {
      apply((emitter as { emit: AnyFunction }).emit, emitter, args);
    } finally {
      // Not said by then if a listener has thrown.
      this.context.dispatches.end(event);
    }
  }

  /** From 36 on. As genuine messages were last seen to come; before the first, as Electron listens. */
  private usesSession(webContents: WebContentsLike): boolean {
    const { dispatchers } = this.context;
    if (dispatchers !== undefined) return dispatchers === 'session';
    return apply(listenerCount, webContents, ['-ipc-message']) === 0;
  }
}
