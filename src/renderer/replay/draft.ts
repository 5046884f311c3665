/** A message that is being written: what the user chose, and what can be sent of it. */

import type { Direction, MessageKind } from '../../shared/journal/entries';
import type { MessageRef } from '../../shared/journal/messageRef';
import { isChannel, type ReplayPlace, type ReplayRequest } from '../../shared/replay/request';
import { argumentsText } from '../../shared/value/editableText';
import type { EncodedValue } from '../../shared/value/encodedValue';

/** How a message is sent: the call that sends it. */
export interface Call {
  readonly id: string;
  readonly label: string;
  readonly kind: MessageKind;
  readonly direction: Direction;
  /** Who calls, or is called. */
  readonly group: string;
}

const call = (group: string, direction: Direction, kind: MessageKind, label: string): Call => ({
  id: `${direction} ${kind}`,
  label,
  kind,
  direction,
  group,
});

const TO_MAIN = 'From a frame to main';
const TO_FRAME = 'From main to a frame';
const UTILITY = 'Utility process';

export const CALLS: readonly Call[] = [
  call(TO_MAIN, 'to-main', 'invoke', 'ipcRenderer.invoke'),
  call(TO_MAIN, 'to-main', 'send', 'ipcRenderer.send'),
  call(TO_MAIN, 'to-main', 'sendSync', 'ipcRenderer.sendSync'),
  call(TO_MAIN, 'to-main', 'postMessage', 'ipcRenderer.postMessage'),
  call(TO_MAIN, 'to-host', 'sendToHost', 'ipcRenderer.sendToHost'),
  call(TO_FRAME, 'to-renderer', 'send', 'webContents.send'),
  call(TO_FRAME, 'to-renderer', 'postMessage', 'webContents.postMessage'),
  call(UTILITY, 'to-utility', 'utility', 'child.postMessage'),
  call(UTILITY, 'to-main', 'utility', 'parentPort.postMessage'),
  call('Message port', 'port', 'port', 'port.postMessage'),
];

export function callOf(id: string): Call {
  return CALLS.find((known) => known.id === id) ?? (CALLS[0] as Call);
}

export interface Draft {
  /** Id of a call. */
  readonly call: string;
  readonly channel: string;
  /** Text of the arguments. */
  readonly text: string;
  readonly target: number;
  /** Endpoint id; undefined: none is chosen. */
  readonly endpoint: number | undefined;
  /** Where that endpoint was, so that it is found again in another run of the app. */
  readonly url: string;
  readonly port?: number;
  /** How many ports the original carried, which are not sent. */
  readonly carriedPorts: number;
  readonly origin?: MessageRef;
  readonly allowsSynthetic: boolean;
}

export const EMPTY_DRAFT: Draft = {
  call: 'to-main invoke',
  channel: '',
  text: '',
  target: 0,
  endpoint: undefined,
  url: '',
  carriedPorts: 0,
  allowsSynthetic: false,
};

export function draftOf(request: ReplayRequest, url: string): Draft {
  const { kind, direction, channel, args, target, endpoint, port, carriedPorts = 0, origin } = request;
  return {
    call: `${direction} ${kind}`,
    channel,
    text: argumentsText(args),
    target,
    endpoint,
    url,
    carriedPorts,
    ...(port !== undefined && { port }),
    ...(origin !== undefined && { origin }),
    allowsSynthetic: false,
  };
}

/** What keeps it from being sent, besides its arguments; undefined: nothing. */
export function problemOf(
  draft: Draft,
  args: readonly EncodedValue[],
  place: ReplayPlace | undefined,
): string | undefined {
  const { kind, direction } = callOf(draft.call);
  const hasChannel = kind !== 'port' && kind !== 'utility';
  if (hasChannel && !isChannel(draft.channel)) return 'Write a channel.';
  const takesOne = kind === 'postMessage' || !hasChannel;
  if (takesOne && args.length !== 1) return `${callOf(draft.call).label} takes one value; there are ${args.length}.`;
  if (kind === 'port') return undefined;
  if (place === undefined) return `Choose ${kind === 'utility' ? 'a utility process' : 'a frame'} that is there.`;
  const needsPreload = direction === 'to-main' || direction === 'to-host';
  if (kind !== 'utility' && needsPreload && !place.canSend && !draft.allowsSynthetic) {
    return 'The inspector has no code in this frame that could call. Allow a made-up event, or choose another frame.';
  }
  return undefined;
}

export function requestOfDraft(draft: Draft, args: readonly EncodedValue[]): ReplayRequest {
  const { kind, direction } = callOf(draft.call);
  const { channel, target, endpoint = 0, port, origin, allowsSynthetic } = draft;
  return {
    kind,
    direction,
    channel,
    target,
    endpoint,
    args,
    allowsSynthetic,
    ...(kind === 'port' && port !== undefined && { port }),
    ...(origin !== undefined && { origin }),
  };
}
