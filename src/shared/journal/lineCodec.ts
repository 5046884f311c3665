/** One journal entry a line: writing, reading, and reading only what stands before the payload. */

import { stringify } from '../value/stringify';
import type { CaptureSummary, HookReport } from './agentFacts';
import {
  DIRECTIONS,
  type Dispatched,
  JOURNAL_VERSION,
  type JournalEntry,
  MAX_TIME_US,
  MESSAGE_KINDS,
  type Outcome,
  PORT_EVENTS,
  STATUSES,
  type TargetDescription,
} from './entries';
import type { PayloadName } from './lineLayout';
import { migrate } from './migrations';
import { OUTPUT_STREAMS } from './output';

/** A line that is not an entry, and why. */
export interface LineFault {
  readonly fault: string;
}

export function encodeLine(entry: JournalEntry): string {
  return `${stringify(entry)}\n`;
}

/**
 * Reads a line. Payloads are not examined: whatever JSON stands in `args`, `result` or `error` is accepted, and the
 * functions of `value/` cope with anything.
 *
 * @param version of the file it stands in
 */
export function decodeLine(line: string, version = JOURNAL_VERSION): JournalEntry | LineFault {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'not JSON' };
  }
  return checkEntry(version === JOURNAL_VERSION ? value : migrate(value, version));
}

export function isFault(entry: JournalEntry | LineFault): entry is LineFault {
  return !('type' in entry);
}

/** Whether an agent may have told this of the process it runs in. */
export function isTargetDescription(value: unknown): value is TargetDescription {
  return isObject(value) && firstFault(value as Record<string, unknown>, descriptionChecks) === undefined;
}

type Check = (value: unknown) => boolean;
type Checks = { readonly [key: string]: Check };
/** A check of every key, so that a new one without a check does not compile. Payload is not checked. */
type ChecksOf<T> = { readonly [Key in Exclude<keyof T, 'type' | PayloadName>]: Check };

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const isId: Check = (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff;
const isTime: Check = (value) => typeof value === 'number' && Math.abs(value) <= MAX_TIME_US;
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isTrue: Check = (value) => value === true;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf = (words: readonly string[]): Check => {
  const set = new Set<unknown>(words);
  return (value) => set.has(value);
};
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const objectOf =
  <T>(checks: ChecksOf<T>): Check =>
  (value) =>
    isObject(value) && firstFault(value as Record<string, unknown>, checks) === undefined;

const isTimeOrNull: Check = (value) => value === null || isTime(value);
const isDeliveryTime: Check = (value) =>
  Array.isArray(value) && value.length === 3 && isId(value[0]) && isTimeOrNull(value[1]) && isTimeOrNull(value[2]);

const endStatus = oneOf(STATUSES.filter((status) => status !== 'pending'));
const outcomeChecks: ChecksOf<Outcome> = {
  at: isTime,
  status: endStatus,
  size: optional(isCount),
  truncated: optional(isTrue),
  payloadDropped: optional(isTrue),
  redacted: optional(isTrue),
};
const dispatchedChecks: ChecksOf<Dispatched> = { at: isTime, listeners: optional(isObject) };
const descriptionChecks: ChecksOf<TargetDescription> = {
  pid: isId,
  name: isText,
  electron: isText,
  chrome: isText,
  node: isText,
  platform: isText,
  arch: isText,
  appVersion: optional(isText),
  appPath: optional(isText),
  timeOrigin: isTime,
  attachedAt: optional(isTime),
  hasOtherInstance: optional(isTrue),
  observedBy: optional(oneOf(['trace'])),
  hooks: listOf(objectOf<HookReport>({ name: isText, unavailable: optional(isText) })),
  capture: optional(
    objectOf<CaptureSummary>({
      maxPayloadBytes: isCount,
      redactionRules: isCount,
      stackFrames: isCount,
      timing: optional(isBoolean),
      internalPayloads: optional(isBoolean),
    }),
  ),
};

const CHECKS: { readonly [Entry in JournalEntry as Entry['type']]: ChecksOf<Entry> } = {
  header: {
    format: isText,
    version: isCount,
    createdAt: isText,
    writer: isText,
    trimmed: optional(isTrue),
    sanitised: optional(isTrue),
  },
  target: { target: isId, ...descriptionChecks },
  source: { target: isId },
  targetEnd: {
    target: isId,
    endedAt: isText,
    exitCode: optional(isTime),
    signal: optional(isText),
    detached: optional(isTrue),
    incomplete: optional(isTrue),
  },
  endpoint: {
    id: isId,
    kind: oneOf(['main', 'frame', 'service-worker', 'utility', 'port']),
    webContentsId: optional(isId),
    webContentsType: optional(isText),
    isMainFrame: optional(isBoolean),
    processId: optional(isTime),
    frameId: optional(isTime),
    url: optional(isText),
    origin: optional(isText),
    title: optional(isText),
    documents: optional(isCount),
    partition: optional(isText),
    versionId: optional(isCount),
    pid: optional(isId),
    timing: optional(oneOf(['on', 'lost'])),
  },
  endpointEnd: { id: isId, at: isTime, exitCode: optional(isTime) },
  message: {
    seq: isId,
    at: isTime,
    kind: oneOf(MESSAGE_KINDS),
    direction: oneOf(DIRECTIONS),
    channel: isText,
    from: isId,
    to: isId,
    size: isCount,
    port: optional(isId),
    ports: optional(listOf(isId)),
    internal: optional(isTrue),
    replayed: optional(isTrue),
    truncated: optional(isTrue),
    payloadDropped: optional(isTrue),
    payloadOmitted: optional(isTrue),
    redacted: optional(isTrue),
    dispatched: optional(objectOf<Dispatched>(dispatchedChecks)),
    outcome: optional(objectOf<Outcome>(outcomeChecks)),
  },
  dispatched: { seq: isId, ...dispatchedChecks },
  outcome: { seq: isId, ...outcomeChecks },
  stack: { seq: isId },
  delivery: { clockErrorUs: isCount, times: listOf(isDeliveryTime) },
  port: {
    at: isTime,
    port: isId,
    event: oneOf(PORT_EVENTS),
    peer: optional(isId),
    from: optional(isId),
    to: optional(isId),
    seq: optional(isId),
    by: optional(oneOf(['main', 'otherSide'])),
  },
  channel: {
    at: isTime,
    emitter: oneOf(['ipcMain', 'webContents', 'frame', 'serviceWorker']),
    webContentsId: optional(isId),
    endpoint: optional(isId),
    channel: isText,
    on: optional(isCount),
    once: optional(isCount),
    handle: optional(oneOf(['handle', 'handleOnce'])),
    refused: optional(isTrue),
    gone: optional(isTrue),
  },
  replayed: {
    seq: isId,
    originTarget: optional(isId),
    originSeq: optional(isId),
    isSynthetic: optional(isTrue),
  },
  mark: { target: isId, seq: isId, removed: optional(isTrue) },
  gap: { at: isTime, until: isTime, messages: isCount, portEvents: optional(isCount), reason: isText },
  fault: { at: isTime, where: isText, message: isText },
  cost: { at: isTime, periodUs: isCount, spentUs: isCount, messages: isCount },
  output: { pid: isId, readAt: isText, stream: oneOf(OUTPUT_STREAMS), text: isText, truncated: optional(isTrue) },
  outputGap: { pid: isId, readAt: isText, lines: isCount },
};

/** Keys that mean something in an entry, besides its payload. */
export const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'type',
  ...Object.values(CHECKS).flatMap((checks) => Object.keys(checks)),
]);

function checkEntry(value: unknown): JournalEntry | LineFault {
  if (!isObject(value)) return { fault: 'not an object' };
  const entry = value as Record<string, unknown>;
  const { type } = entry;
  if (typeof type !== 'string' || !Object.hasOwn(CHECKS, type)) return { fault: `unknown entry type ${show(type)}` };
  const key = firstFault(entry, CHECKS[type as JournalEntry['type']]);
  if (key !== undefined) return { fault: `${type} entry: bad ${key} ${show(entry[key])}` };
  return value as JournalEntry;
}

function firstFault(value: Record<string, unknown>, checks: Checks): string | undefined {
  for (const key in checks) {
    if (checks[key]?.(value[key]) === false) return key;
  }
  return undefined;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 40);
}
