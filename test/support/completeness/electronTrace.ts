/**
 * Electron's own account of its IPC: the category `electron` of a trace (contentTracing), which native code writes for
 * each message from a renderer, before any JavaScript. Read in shell/browser/api/electron_api_web_contents.cc of 33 and
 * shell/browser/api/ipc_dispatcher.h of 36.
 */

import { readFileSync } from 'node:fs';
import type { MessageKind } from '../../../src/shared/journal/entries';

/** A message that reached main; in the order of dispatch. */
export interface TracedMessage {
  readonly kind: MessageKind;
  readonly channel: string;
}

export interface ElectronTrace {
  readonly messages: readonly TracedMessage[];
  /** Statistics of the recorder that tell of something lost, which are not zero. */
  readonly losses: readonly string[];
}

/** Up to 35 the class is WebContents; there `postMessage` is not traced. */
const EVENT_NAME = /^(?:WebContents|IpcDispatcher)::(\w+)$/;
const KINDS: Readonly<Record<string, MessageKind>> = {
  Message: 'send',
  Invoke: 'invoke',
  MessageSync: 'sendSync',
  MessageHost: 'sendToHost',
  ReceivePostMessage: 'postMessage',
};
/** In `trace_processor_stats` of the metadata: what was written over, thrown away, or could not be read. */
const LOSS_NAME = /overwritten|discarded|loss|dropped|failed|violations|out_of_order|parse_error|parser_error/;
/** Chunks of different threads are committed in any order, and sorted when they are read. */
const NO_LOSS = new Set(['chunks_committed_out_of_order', 'sorter_push_event_out_of_order']);

interface TraceEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly ts: number;
  readonly args: { readonly channel?: string };
}

interface TraceFile {
  readonly traceEvents: readonly TraceEvent[];
  readonly metadata: { readonly trace_processor_stats: object };
}

export function readElectronTrace(path: string): ElectronTrace {
  const { traceEvents, metadata } = JSON.parse(readFileSync(path, 'utf8')) as TraceFile;
  const messages = traceEvents
    .filter(({ cat }) => cat === 'electron')
    .sort((a, b) => a.ts - b.ts)
    .flatMap(({ name, args: { channel } }) => {
      const kind = KINDS[EVENT_NAME.exec(name)?.[1] ?? ''];
      return kind === undefined || channel === undefined ? [] : [{ kind, channel }];
    });
  return { messages, losses: lossesIn(metadata.trace_processor_stats) };
}

function lossesIn(statistics: object): string[] {
  return Object.entries(statistics).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return lossesIn(value);
    return LOSS_NAME.test(name) && !NO_LOSS.has(name) && value !== 0 ? [`${name}: ${value}`] : [];
  });
}
