/** Journal entries as an agent would send them, at random but from a seed. */

import {
  DIRECTIONS,
  type JournalEntry,
  MESSAGE_KINDS,
  type MessageEntry,
  STATUSES,
} from '../../src/shared/journal/entries';

/** Mulberry32: small, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

const CHANNELS = ['notes:list', 'notes:save', 'settings:get', 'sync', 'telemetry:beacon', 'search'];
/** What ended otherwise has no payload. */
const END_STATUSES = STATUSES.filter((status) => status !== 'pending' && status !== 'unknown');

/** @param targets how many apps send at the same time */
export function* randomTraffic(seed: number, messages: number, targets = 1): Generator<JournalEntry> {
  const random = seededRandom(seed);
  const states = Array.from({ length: targets }, () => ({ seq: 0, at: 0, open: [] as number[] }));
  for (let target = 1; target <= targets; target++) {
    yield { type: 'target', target, ...description(target) };
    yield { type: 'source', target };
    yield { type: 'endpoint', id: 1, kind: 'main', pid: 100 };
    for (let id = 2; id < 6; id++) {
      yield {
        type: 'endpoint',
        id,
        kind: 'frame',
        title: `Window ${id}`,
        url: `app://w/${id}.html`,
        isMainFrame: true,
      };
    }
  }
  for (let i = 0; i < messages; i++) {
    const target = 1 + Math.floor(random() * targets);
    const state = states[target - 1] as (typeof states)[number];
    if (targets > 1) yield { type: 'source', target };
    state.at += Math.floor(random() * 3000);
    if (random() < 0.02)
      yield { type: 'endpoint', id: 2 + Math.floor(random() * 4), kind: 'frame', title: `Renamed ${i}` };
    const message = randomMessage(random, ++state.seq, state.at);
    yield message;
    if (message.dispatched === undefined) {
      yield {
        type: 'dispatched',
        seq: message.seq,
        at: state.at + Math.floor(random() * 500),
        listeners: { ipcMain: 1 },
      };
    }
    if (message.outcome === undefined) state.open.push(message.seq);
    // By the number, not by chance: what is random stays as it was.
    if (message.seq % 3 === 0) {
      const { seq } = message;
      yield {
        type: 'delivery',
        clockErrorUs: 150,
        times: [
          [seq, state.at - 90, null],
          [seq, null, state.at + 900],
        ],
      };
    }
    if (message.seq % 11 === 0) yield { type: 'stack', seq: message.seq, stack: `at save (notes.js:${message.seq})` };
    if (state.open.length > 0 && random() < 0.6) {
      const [seq] = state.open.splice(Math.floor(random() * state.open.length), 1) as [number];
      state.at += Math.floor(random() * 1000);
      yield {
        type: 'outcome',
        seq,
        at: state.at,
        status: pick(random, END_STATUSES),
        size: Math.floor(random() * 900),
        result: 1,
      };
    }
  }
}

function randomMessage(random: () => number, seq: number, at: number): MessageEntry {
  const isDone = random() < 0.5;
  return {
    type: 'message',
    seq,
    at,
    kind: pick(random, MESSAGE_KINDS),
    direction: pick(random, DIRECTIONS),
    channel: pick(random, CHANNELS),
    from: 2 + Math.floor(random() * 4),
    to: 1,
    size: Math.floor(random() * 20_000),
    internal: random() < 0.1 ? true : undefined,
    redacted: seq % 7 === 0 ? true : undefined,
    payloadDropped: seq % 13 === 0 ? true : undefined,
    dispatched: isDone ? { at: at + 10, listeners: { ipcMain: 1, event: 2 } } : undefined,
    outcome: isDone ? { at: at + Math.floor(random() * 90_000), status: pick(random, END_STATUSES) } : undefined,
    args: [seq],
  };
}

function description(target: number) {
  return {
    pid: 1000 + target,
    name: `app ${target}`,
    electron: '45.4.1',
    chrome: '152',
    node: '24',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_795_000_000_000_000 + target * 1_000_000,
    hooks: [],
    // Its user asked for all payloads, so that each copy of the traffic is as the traffic.
    capture: { maxPayloadBytes: 262_144, redactionRules: 40, stackFrames: 0, internalPayloads: true },
  };
}
