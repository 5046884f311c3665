/** Reads what a frame reports. It comes from a renderer, which may be anything: nothing in it is relied on. */

import { types } from 'node:util';
import { MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import type { FrameReplayNote } from '../../shared/link/frameReplay';
import {
  ANSWER_FIELDS,
  CALL_FIELDS,
  FRAME_PROTOCOL,
  type FrameFailure,
  type FrameHello,
  type FrameReport,
  type PortReport,
  PUSH_FIELDS,
} from '../../shared/link/frameReport';
import { ownData } from '../base/ownData';
import { isArray } from '../base/primordials';

/** Of what a frame tells of a failure. */
const MAX_REASON_LENGTH = 1000;

const FAILURE_KEYS: readonly (keyof FrameFailure)[] = ['kind', 'channel', 'failedAtUs', 'error', 'place', 'stack'];
/** Methods of `ipcRenderer`. */
const FAILING_KINDS = new Set<MessageKind | undefined>(['send', 'invoke', 'sendSync', 'postMessage', 'sendToHost']);

/** @returns undefined for what is not a hello of this version */
export function readFrameHello(message: unknown): FrameHello | undefined {
  const clock = ownData(message, 'clock');
  const document = ownData(message, 'document');
  const [atUs, wallMs] = ['atUs', 'wallMs'].map((key) => ownData(message, key));
  if (ownData(message, 'protocol') !== FRAME_PROTOCOL || typeof document !== 'number') return undefined;
  if (typeof atUs !== 'number' || typeof wallMs !== 'number') return undefined;
  if (clock !== 'monotonic' && clock !== 'performance') return undefined;
  return { protocol: FRAME_PROTOCOL, document, clock, atUs, wallMs };
}

/** @returns undefined for what is not a report */
export function readFrameReport(message: unknown): FrameReport | undefined {
  const calls = readNumbers(message, 'calls', CALL_FIELDS);
  const answers = readNumbers(message, 'answers', ANSWER_FIELDS);
  const pushes = readNumbers(message, 'pushes', PUSH_FIELDS);
  const channels = ownData(message, 'channels');
  const greetedAtUs = ownData(message, 'greetedAtUs');
  if (calls === undefined || answers === undefined || pushes === undefined) return undefined;
  const stacks = ownData(message, 'stacks');
  if (!isArray(channels) || !channels.every((channel) => typeof channel === 'string')) return undefined;
  return {
    calls,
    answers,
    pushes,
    channels,
    stacks: isArray(stacks) && stacks.every((stack) => typeof stack === 'string') ? stacks : undefined,
    greetedAtUs: typeof greetedAtUs === 'number' ? greetedAtUs : undefined,
    failures: readFailures(ownData(message, 'failures')),
  };
}

function readFailures(list: unknown): FrameFailure[] {
  if (!isArray(list)) return [];
  const failures: FrameFailure[] = [];
  for (const item of list as readonly unknown[]) {
    const [kind, channel, failedAtUs, error, place, stack] = FAILURE_KEYS.map((key) => ownData(item, key));
    if (typeof kind !== 'number' || typeof channel !== 'string' || typeof failedAtUs !== 'number') continue;
    if (!FAILING_KINDS.has(MESSAGE_KINDS[kind])) continue;
    failures.push({
      kind,
      channel,
      failedAtUs,
      error: typeof error === 'string' ? error.slice(0, MAX_REASON_LENGTH) : '',
      place: typeof place === 'string' ? place.slice(0, MAX_REASON_LENGTH) : undefined,
      stack: typeof stack === 'string' ? stack : '',
    });
  }
  return failures;
}

export interface ReceivedPortReport extends PortReport {
  readonly isLeftOut: boolean;
}

/** @returns undefined for what is not a report of a message on a port */
export function readPortReport(message: unknown): ReceivedPortReport | undefined {
  const [push, port, receivedAtUs, bytes] = ['push', 'port', 'receivedAtUs', 'bytes'].map((key) =>
    ownData(message, key),
  );
  if (typeof push !== 'number' || typeof port !== 'number') return undefined;
  if (typeof receivedAtUs !== 'number' || typeof bytes !== 'number' || !(bytes >= 0)) return undefined;
  return {
    push,
    port,
    receivedAtUs,
    bytes,
    data: ownData(message, 'data'),
    isLeftOut: ownData(message, 'isLeftOut') === true,
  };
}

/** @returns undefined for what is not a note about a message that the frame was to send */
export function readReplayNote(message: unknown): FrameReplayNote | undefined {
  const [replay, call, failed] = ['replay', 'call', 'failed'].map((key) => ownData(message, key));
  if (typeof replay !== 'number') return undefined;
  return {
    replay,
    ...(Number.isSafeInteger(call) && (call as number) >= 0 ? { call: call as number } : {}),
    ...(ownData(message, 'isPosted') === true ? { isPosted: true } : {}),
    ...(typeof failed === 'string' ? { failed: failed.slice(0, MAX_REASON_LENGTH) } : {}),
  };
}

function readNumbers(message: unknown, key: keyof FrameReport, fields: number): Float64Array | undefined {
  const numbers = ownData(message, key);
  return types.isFloat64Array(numbers) && numbers.length % fields === 0 ? numbers : undefined;
}
