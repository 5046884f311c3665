/** Turns flat messages back into journal entries, as far as they tell: endpoints by their names, apps by their numbers. */

import type {
  DeliveryEntry,
  Dispatched,
  EndpointEntry,
  JournalEntry,
  MessageEntry,
  Outcome,
  OutcomeError,
} from '../journal/entries';
import { decodeLine, encodeLine, isFault, type LineFault } from '../journal/lineCodec';
import type { FlatError, FlatMessage } from './flatMessage';

/** As a `source` entry can name. */
const MAX_TARGET = 0xffff_ffff;

interface Target {
  readonly number: number;
  /** Microseconds since the Unix epoch. */
  readonly timeOrigin: number;
  readonly endpoints: Map<string, number>;
  lastSeq: number;
}

export class FlatEntries {
  /** Of the last message: the number of its target, and its time in microseconds since the Unix epoch. */
  lastTarget = 0;
  lastTimeUs = 0;
  private readonly targets = new Map<number, Target>();
  private current: Target | undefined;

  /**
   * @param line of the format `jsonl`
   * @returns the entries that tell the same, among them what is new of apps and endpoints
   */
  entriesOf(line: string): readonly JournalEntry[] | LineFault {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      return { fault: error instanceof Error ? error.message : 'not JSON' };
    }
    if (typeof value !== 'object' || value === null) return { fault: 'not an object' };
    const flat = value as FlatMessage;
    const atUs = parseTime(flat.time);
    if (atUs === undefined) return { fault: `not a message: its time is ${shown(flat.time)}` };
    const number = flat.target ?? 1;
    if (!Number.isInteger(number) || number < 1 || number > MAX_TARGET)
      return { fault: `not a message: its target is ${shown(number)}` };
    // Before anything is made of it: of a line that is none, no app and no endpoint may remain.
    const checked = decodeLine(encodeLine(messageOf(flat, 0, 1, 1)));
    if (isFault(checked)) return checked;
    const added: JournalEntry[] = [];
    const target = this.targetOf(number, atUs, added);
    const at = atUs - target.timeOrigin;
    const kind = flat.kind === 'utility' ? 'utility' : 'frame';
    const from = endpointOf(String(flat.from), kind, target, added);
    const message = messageOf(flat, at, from, endpointOf(String(flat.to), kind, target, added));
    this.lastTarget = number;
    this.lastTimeUs = atUs;
    // What stands in lines of its own is found by the number, which is another message's then.
    const isFound = flat.seq > target.lastSeq;
    target.lastSeq = Math.max(target.lastSeq, flat.seq);
    return isFound ? [...added, message, ...deliveryOf(flat, at), ...replayedOf(flat, number)] : [...added, message];
  }

  private targetOf(number: number, timeOrigin: number, added: JournalEntry[]): Target {
    let target = this.targets.get(number);
    if (target === undefined) {
      target = { number, timeOrigin, endpoints: new Map([['main', 1]]), lastSeq: 0 };
      this.targets.set(number, target);
      const unknown = { electron: '', chrome: '', node: '', platform: '', arch: '', hooks: [] };
      added.push({ type: 'target', target: number, pid: 0, name: 'imported', timeOrigin, ...unknown });
    }
    if (this.current !== target) added.push({ type: 'source', target: number });
    this.current = target;
    if (target.lastSeq === 0 && target.endpoints.size === 1) added.push({ type: 'endpoint', id: 1, kind: 'main' });
    return target;
  }
}

function messageOf(flat: FlatMessage, at: number, from: number, to: number): MessageEntry {
  const { seq, kind, direction, channel, size, port, ports, internal, replayed, truncated, payloadDropped } = flat;
  const { args, result, error } = flat;
  const outcome = outcomeOf(flat, at);
  const dispatched = dispatchedOf(flat, at);
  return {
    type: 'message',
    seq,
    at,
    kind,
    direction,
    channel,
    from,
    to,
    size,
    ...(port !== undefined && { port }),
    ...(ports !== undefined && { ports }),
    ...(internal && { internal }),
    ...(replayed && { replayed }),
    ...(truncated && { truncated }),
    ...(flat.payloadOmitted && { payloadOmitted: flat.payloadOmitted }),
    ...(payloadDropped && { payloadDropped }),
    ...(dispatched && { dispatched }),
    ...(outcome && { outcome }),
    ...(args !== undefined && { args }),
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error: errorOf(error) }),
  };
}

function endpointOf(label: string, kind: EndpointEntry['kind'], target: Target, added: JournalEntry[]): number {
  const known = target.endpoints.get(label);
  if (known !== undefined) return known;
  const id = target.endpoints.size + 1;
  target.endpoints.set(label, id);
  added.push({ type: 'endpoint', id, kind, title: label });
  return id;
}

function outcomeOf({ status, phases, resultSize }: FlatMessage, at: number): Outcome | undefined {
  if (status === 'pending') return undefined;
  const lastedMs = phases?.handlerMs ?? phases?.blockingMs ?? 0;
  return { at: at + lastedMs * 1000, status, ...(resultSize !== undefined && { size: resultSize }) };
}

/** When the caller sent it, and when the answer, or what main sent, arrived. */
function deliveryOf({ seq, direction, phases }: FlatMessage, at: number): DeliveryEntry[] {
  const { transitMs, handlerMs = 0, returnMs } = phases ?? {};
  if (transitMs === undefined && returnMs === undefined) return [];
  const isFromMain = direction === 'to-renderer';
  const sentAt = transitMs === undefined || isFromMain ? null : Math.round(at - transitMs * 1000);
  const lastMs = isFromMain ? transitMs : returnMs === undefined ? undefined : handlerMs + returnMs;
  const receivedAt = lastMs === undefined ? null : Math.round(at + lastMs * 1000);
  return [{ type: 'delivery', clockErrorUs: 0, times: [[seq, sentAt, receivedAt]] }];
}

/** The message itself says only that it was replayed. */
function replayedOf({ seq, replayOf, synthetic }: FlatMessage, target: number): JournalEntry[] {
  if (replayOf === undefined && synthetic === undefined) return [];
  const entry: JournalEntry = {
    type: 'replayed',
    seq,
    ...(replayOf && { originTarget: replayOf.target ?? target, originSeq: replayOf.seq }),
    ...(synthetic && { isSynthetic: true }),
  };
  const checked = decodeLine(encodeLine(entry));
  return isFault(checked) ? [] : [checked];
}

function dispatchedOf({ phases, listeners }: FlatMessage, at: number): Dispatched | undefined {
  const blockingMs = phases?.blockingMs;
  if (blockingMs === undefined) return undefined;
  return { at: at + blockingMs * 1000, ...(listeners !== undefined && { listeners: { ipcMain: listeners } }) };
}

/** @param error as it stands in the file: it may be anything */
function errorOf(error: FlatError | null): OutcomeError {
  if (typeof error !== 'object' || error === null) return { text: String(error) };
  const { name, message, stack } = error;
  if (name === undefined) return { text: String(message) };
  return { value: { $: 'error', name, message, ...(stack !== undefined && { stack }) } };
}

function shown(value: unknown): string {
  return String(typeof value === 'object' ? 'an object' : value).slice(0, 40);
}

/** @returns microseconds since the Unix epoch */
function parseTime(time: unknown): number | undefined {
  const [, whole = '', micros = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)(\d{0,3})Z$/.exec(typeof time === 'string' ? time : '') ?? [];
  const milliseconds = Date.parse(`${whole}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1000 + Number(micros.padEnd(3, '0'));
}
