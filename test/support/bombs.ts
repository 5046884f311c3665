/** Captures that are made to take more memory or time than their size: each line costs a reader as much as can be. */

import type { MessageEntry, TargetEntry } from '../../src/shared/journal/entries';
import { encodeLine } from '../../src/shared/journal/lineCodec';
import { HEADER } from './captureFiles';
import { messageEntry, targetDescription } from './faults/entries';

const target = (number: number, name: string): TargetEntry => ({
  type: 'target',
  target: number,
  ...targetDescription(),
  name,
});
const json = (value: object) => `${JSON.stringify(value)}\n`;
const smallest = (seq: number): MessageEntry => messageEntry(seq, []);

/** By what they are made of: the line with a number, from 1. */
export const BOMBS: { readonly [name: string]: (i: number) => string } = {
  endpoints: (id) => json({ type: 'endpoint', id, kind: 'frame' }),
  'descriptions of one endpoint': () => json({ type: 'endpoint', id: 2, kind: 'frame' }),
  'ends of one endpoint': (i) => json({ type: 'endpointEnd', id: 2, at: i }),
  'names of an app with many endpoints': (i) =>
    i <= 20_000 ? json({ type: 'endpoint', id: i, kind: 'frame' }) : json(target(1, `app ${i}`)),
  'names of an app that sends': (i) => (i % 2 === 0 ? json(target(1, `app ${i}`)) : json(smallest(i))),
  targets: (i) => json(target(i, 'app')),
  'targets of different names': (i) => json(target(i, `app ${i}`)),
  'sources without a target': (i) => json({ type: 'source', target: i }),
  'costs of one of many targets': (i) =>
    i <= 9000 ? json(target(i, 'app')) : json({ type: 'cost', at: i, periodUs: 1, spentUs: 1, messages: 1 }),
  'ends of many targets': (i) =>
    i <= 9000 ? json(target(i, 'app')) : json({ type: 'targetEnd', target: 1 + (i % 9000), endedAt: '' }),
  'messages to as many channels': (i) => json({ ...smallest(i), channel: String(i) }),
  messages: (i) => json(smallest(i)),
  'messages whose numbers fall': (i) => json(smallest(2 ** 31 - i)),
  'messages with the same number': () => json(smallest(7)),
  'channels on ipcMain': (i) => json({ type: 'channel', at: 1, emitter: 'ipcMain', channel: String(i), on: 1 }),
  'channels on as many windows': (i) =>
    json({ type: 'channel', at: 1, emitter: 'webContents', webContentsId: i, channel: 'c' }),
  'created ports': (i) => json({ type: 'port', at: 1, port: 2 * i, event: 'created', peer: 2 * i + 1 }),
  'arrived ports of one holder': (i) =>
    i % 2 === 1
      ? json({ type: 'port', at: 1, port: i, event: 'arrived', peer: i + 1, from: 2 })
      : json({ type: 'port', at: 1, port: i, event: 'transferred', to: 2 }),
  'moves of one port': (i) =>
    i === 1
      ? json({ type: 'port', at: 1, port: 1, event: 'created', peer: 2 })
      : json({ type: 'port', at: 1, port: 1, event: 'transferred', from: i, to: i + 1 }),
  'replayed messages': (i) => json({ type: 'replayed', seq: i, originTarget: 1, originSeq: 1 }),
  marks: (i) => json({ type: 'mark', target: 1, seq: i }),
  gaps: (i) => json({ type: 'gap', at: i, until: i, messages: 1, reason: '' }),
  faults: () => json({ type: 'fault', at: 1, where: '', message: '' }),
  'printed lines': () => json({ type: 'output', pid: 1, readAt: '', stream: 'stdout', text: '' }),
  'printed lines of a page each': () =>
    json({ type: 'output', pid: 1, readAt: '', stream: 'stdout', text: 'x'.repeat(4000) }),
  'missing printed lines': () => json({ type: 'outputGap', pid: 1, readAt: '', lines: 1 }),
  stacks: (i) => (i % 2 === 1 ? json(smallest(i)) : json({ type: 'stack', seq: i - 1, stack: '' })),
  deliveries: (i) => json({ type: 'delivery', clockErrorUs: 0, times: [[i, null, null]] }),
  'damaged lines': () => '{}\n',
  'empty lines': () => '\n',
  'unknown keys of endpoints': (id) => `{"type":"endpoint","id":${id},"kind":"frame","x":[${'{},'.repeat(20)}1]}\n`,
  'unknown keys of targets': () => json({ ...target(1, 'app'), x: new Array(50).fill({}) }),
  'hooks of a target': () => json({ ...target(1, 'app'), hooks: new Array(200).fill({ name: '' }) }),
  'one long line of another kind': (i) => (i === 1 ? '{"type":"fault","at":1,"where":"","message":"","x":[' : '{},'),
  'one long message': (i) => (i === 1 ? `${encodeLine(smallest(1)).trimEnd().slice(0, -3)}[` : '{},'),
};

/** @returns the text of a capture of about this size, in pieces */
export function* bomb(name: string, bytes: number): Generator<string> {
  const line = BOMBS[name] as (i: number) => string;
  let written = 0;
  let piece = encodeLine(HEADER) + encodeLine(target(1, 'app')) + encodeLine({ type: 'source', target: 1 });
  for (let i = 1; written < bytes; i++) {
    piece += line(i);
    if (piece.length < 65_536) continue;
    written += piece.length;
    yield piece;
    piece = '';
  }
  yield piece;
}
