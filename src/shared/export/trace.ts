/**
 * Trace Event Format (JSON), which Perfetto and chrome://tracing open. Each message is an asynchronous event from its
 * call to its end, on a track of its sender; how long it held up main is a slice on main's own track, and an arrow (a
 * flow) leads there. Times are microseconds since the first message of the session was sent.
 */

import { type EndpointInfo, endpointLabel } from '../columns/endpointInfo';
import { stringify } from '../value/stringify';
import type { FlatMessage } from './flatMessage';
import type { ExportContext, ExportedMessage, ExportWriter } from './writer';

type TraceEvent = { readonly ph: string; readonly pid: number; readonly tid: number } & {
  readonly [key: string]: unknown;
};

/** What a sender's calls are, on the track beside what it receives: slices of one track must not overlap but nest. */
const CALL_US = 1;
/** How long main was held up is known; how long a page was, is not. */
const RECEIVED_US = 1;
/** As times are whole microseconds, a slice this short never overlaps another in part. */
const SHORTEST_US = 1;

export function createTraceWriter({ facts, startUs, writer }: ExportContext): ExportWriter {
  const tracks = new Tracks(facts.targets.map(({ target, name, pid }) => [target, { name, pid }]));
  let isFirst = true;
  const write = (events: readonly TraceEvent[]): string => {
    let text = '';
    for (const event of events) {
      text += (isFirst ? '\n' : ',\n') + stringify(event);
      isFirst = false;
    }
    return text;
  };
  return {
    begin: () => '{"displayTimeUnit":"ms","traceEvents":[',
    message: (message) => write(eventsOf(message, tracks, startUs)),
    end: () => `\n],"otherData":${stringify({ startedAtUs: startUs, writer: `${writer.name} ${writer.version}` })}}\n`,
  };
}

function eventsOf({ flat, target, atUs, from, to }: ExportedMessage, tracks: Tracks, startUs: number): TraceEvent[] {
  const { channel: name, phases, direction } = flat;
  const knownUs = Math.round(atUs - startUs);
  const transitUs = us(phases.transitMs, 0);
  // What main sends is known by its call, all else by its arrival in main.
  const isFromMain = direction === 'to-renderer';
  const sentUs = isFromMain ? knownUs : knownUs - transitUs;
  const arrivedUs = sentUs + transitUs;
  const cat = 'ipc';
  const id = `${target}.${flat.seq}`;
  const sender = tracks.track(target, from, 'sent');
  const events: TraceEvent[] = [...sender.introduction];
  const args = argsOf(flat);
  events.push({ ph: 'b', cat, id, name, ts: sentUs, ...sender.place, args });
  if (flat.status !== 'pending') {
    events.push({ ph: 'e', cat, id, name, ts: sentUs + us(flat.durationMs, 0), ...sender.place });
  }
  if (direction !== 'to-main' && !(isFromMain && phases.transitMs !== undefined)) return events;
  const receiver = tracks.track(target, to, 'received');
  const dur = receiver.fit(arrivedUs, isFromMain ? RECEIVED_US : Math.max(us(phases.blockingMs, 0), RECEIVED_US));
  events.push(
    ...receiver.introduction,
    { ph: 'X', cat, name, ts: sentUs, dur: sender.fit(sentUs, CALL_US), ...sender.place },
    { ph: 's', cat, name: 'message', id, ts: sentUs, ...sender.place },
    { ph: 'X', cat, name, ts: arrivedUs, dur, ...receiver.place, args },
    { ph: 'f', bp: 'e', cat, name: 'message', id, ts: arrivedUs, ...receiver.place },
  );
  return events;
}

function us(milliseconds: number | undefined, otherwise: number): number {
  return milliseconds === undefined ? otherwise : Math.max(0, Math.round(milliseconds * 1000));
}

function argsOf({ seq, kind, status, from, to, size, resultSize, error, listeners }: FlatMessage) {
  return { seq, kind, status, from, to, size, resultSize, listeners, error: error?.message };
}

class Track {
  /** Names of process and thread, told with the first event on the track. */
  introduction: readonly TraceEvent[];
  /** Ends of the slices that are open, the innermost last: each is earlier than the one before. */
  private readonly open: number[] = [];
  private lastTs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly place: { readonly pid: number; readonly tid: number },
    introduction: readonly TraceEvent[],
  ) {
    this.introduction = introduction;
  }

  /** @returns how long a slice can be that begins then, without reaching beyond one that holds it */
  fit(ts: number, dur: number): number {
    const { open } = this;
    // Out of order, as in an imported session: what was open then is not known any more.
    if (ts < this.lastTs) return Math.min(dur, SHORTEST_US);
    this.lastTs = ts;
    while (open.length > 0 && (open.at(-1) as number) <= ts) open.pop();
    const innermost = open.at(-1) ?? Number.POSITIVE_INFINITY;
    const end = Math.min(ts + dur, innermost);
    if (end < innermost) open.push(end);
    return end - ts;
  }
}

/** A process for each of the targets' and, in it, two threads for each endpoint. */
class Tracks {
  private readonly tracks = new Map<string, Track>();
  private readonly processes = new Set<number>();
  private readonly targets: ReadonlyMap<number, { readonly name: string; readonly pid: number }>;

  constructor(targets: Iterable<readonly [number, { readonly name: string; readonly pid: number }]>) {
    this.targets = new Map(targets);
  }

  /** After the first time, its introduction is empty. */
  track(target: number, endpoint: EndpointInfo | undefined, side: 'sent' | 'received'): Track {
    const endpointId = endpoint?.id ?? 0;
    const key = `${target}.${endpointId}.${side}`;
    const known = this.tracks.get(key);
    if (known !== undefined) {
      known.introduction = [];
      return known;
    }
    const place = { pid: this.processOf(target, endpoint), tid: this.tracks.size + 1 };
    const label = endpoint === undefined ? 'unknown' : endpointLabel(endpoint);
    const track = new Track(place, [
      ...this.processName(target, endpoint, place),
      { ph: 'M', name: 'thread_name', ...place, args: { name: `${label} · ${side}` } },
    ]);
    this.tracks.set(key, track);
    return track;
  }

  /** Ids of different targets must not meet where the system's are not known. */
  private processOf(target: number, endpoint: EndpointInfo | undefined): number {
    return endpoint?.pid ?? this.targets.get(target)?.pid ?? target;
  }

  private processName(target: number, endpoint: EndpointInfo | undefined, place: Track['place']): TraceEvent[] {
    if (this.processes.has(place.pid)) return [];
    this.processes.add(place.pid);
    const app = this.targets.get(target)?.name ?? `target ${target}`;
    const name = endpoint?.pid === undefined || endpoint.kind === 'main' ? app : `${app} · ${endpointLabel(endpoint)}`;
    return [{ ph: 'M', name: 'process_name', ...place, args: { name } }];
  }
}
