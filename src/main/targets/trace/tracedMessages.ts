/**
 * Reads messages out of Electron's own trace category `electron`: native code writes an event for each message that reaches main, for as
 * long as main's listeners take. Read in shell/browser/api/electron_api_web_contents.cc of 33 and shell/browser/api/ipc_dispatcher.h of 36.
 */

import type { MessageKind } from '../../../shared/journal/entries';

export interface TracedMessage {
  readonly kind: MessageKind;
  readonly channel: string;
  /** Microseconds on the system's monotonic clock. */
  readonly atUs: number;
  readonly durationUs: number;
  /** Electron's own traffic. */
  readonly isInternal: boolean;
}

/** Up to 35 the class is WebContents; there `postMessage` is not traced. */
const EVENT_NAME = /^(?:WebContents|IpcDispatcher)::(\w+)$/;
const KINDS: ReadonlyMap<string, MessageKind> = new Map([
  ['Message', 'send'],
  ['Invoke', 'invoke'],
  ['MessageSync', 'sendSync'],
  ['MessageHost', 'sendToHost'],
  ['ReceivePostMessage', 'postMessage'],
]);
/** The trace does not carry Electron's flag, but its own channels have names of a form of their own (lib/common/ipc-messages.ts). */
const INTERNAL_CHANNEL =
  /^(BROWSER|RENDERER|GUEST_INSTANCE|GUEST_VIEW_(INTERNAL|MANAGER)|NAVIGATION_CONTROLLER|INSPECTOR|IMPORT_SHARED_TEXTURE|DESKTOP_CAPTURER)_[A-Z_0-9]+$/;

/** @param events `value` of `Tracing.dataCollected`; whatever is not a message is passed over */
export function readTracedMessages(events: unknown): TracedMessage[] {
  if (!Array.isArray(events)) return [];
  return events.flatMap((event: unknown) => readEvent(event) ?? []).sort((a, b) => a.atUs - b.atUs);
}

function readEvent(event: unknown): TracedMessage | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { cat, name, ts, dur, args } = event as { readonly [key: string]: unknown };
  if (cat !== 'electron' || typeof name !== 'string' || !isTime(ts)) return undefined;
  const kind = KINDS.get(EVENT_NAME.exec(name)?.[1] ?? '');
  const channel = (args as { readonly channel?: unknown } | null | undefined)?.channel;
  if (kind === undefined || typeof channel !== 'string') return undefined;
  const isInternal = INTERNAL_CHANNEL.test(channel);
  return { kind, channel, atUs: ts, durationUs: isTime(dur) ? dur : 0, isInternal };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
