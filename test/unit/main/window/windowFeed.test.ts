import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ReadableSession } from '../../../../src/main/recordings/readableSession';
import { Session } from '../../../../src/main/recordings/session';
import { WindowFeed } from '../../../../src/main/window/windowFeed';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { FeedMessage } from '../../../../src/shared/bridge/windowApi';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { projectRoot } from '../../../support/paths';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A port as Electron's: a call runs the microtasks that wait before it sends anything. Here, one of them. */
class ReentrantPort {
  readonly sent: FeedMessage[] = [];
  microtask: (() => void) | undefined;
  refuses = false;

  acknowledge: () => void = () => {};

  on(_name: string, onMessage: (event: { readonly data: unknown }) => void): void {
    this.acknowledge = () => onMessage({ data: { type: 'ack' } });
  }

  start(): void {}
  close(): void {}

  postMessage(message: FeedMessage): void {
    const { microtask } = this;
    this.microtask = undefined;
    microtask?.();
    if (this.refuses) throw new Error('An object could not be cloned.');
    this.sent.push(message);
  }
}

function open(): { readonly port: ReentrantPort; readonly feed: WindowFeed } {
  const port = new ReentrantPort();
  const scanThread = join(projectRoot, 'out', 'scan', 'scanThread.mjs');
  return { port, feed: new WindowFeed(port as unknown as MessagePortMain, scanThread) };
}

const ended = { type: 'state', state: { phase: 'ended', name: 'Notes', how: 'ended', method: 'joined' } } as const;

test('what is posted while another message is being posted comes after it', () => {
  const { port, feed } = open();
  port.microtask = () => feed.showState(ended.state);
  feed.openSettings();
  feed.askSave();
  expect(port.sent).toEqual([{ type: 'openSettings' }, ended, { type: 'askSave' }]);
});

test('a message that can’t be sent does not hold up those after it', () => {
  const { port, feed } = open();
  port.refuses = true;
  port.microtask = () => feed.showState(ended.state);
  expect(() => feed.openSettings()).toThrow('cloned');
  port.refuses = false;
  feed.askSave();
  expect(port.sent).toEqual([ended, { type: 'askSave' }]);
});

test('a search of payloads that has caught up still finds what comes, and what changes', async () => {
  const { port, feed } = open();
  const session = await Session.create(join(temporaryFolder(), 's.escope'), 'test');
  const about = {
    pid: 1,
    name: 'n',
    electron: '',
    chrome: '',
    node: '',
    platform: '',
    arch: '',
    timeOrigin: 0,
    hooks: [],
  };
  const target = session.addTarget(about);
  const add = (entry: object) => session.ingest(target, Buffer.from(encodeLine(entry as JournalEntry)).subarray(0, -1));
  const send = (seq: number) =>
    add({
      type: 'message',
      seq,
      at: seq,
      kind: 'invoke',
      direction: 'to-main',
      channel: 'c',
      from: 2,
      to: 1,
      size: 1,
      args: ['hay'],
    });
  const scans = () => port.sent.filter((message) => message.type === 'scan');
  const matched = () => scans().flatMap((scan) => [...scan.matched]);
  send(1);
  feed.showSession(session);
  feed.startScan(1, 'needle');
  await vi.waitUntil(() => scans().some(({ isCaughtUp }) => isCaughtUp), { timeout: 10_000 });
  expect(matched()).toEqual([]);
  // What was examined changes.
  add({ type: 'outcome', seq: 1, at: 5, status: 'ok', result: 'a needle' });
  await vi.waitUntil(() => matched().includes(0), { timeout: 10_000 });
  send(2);
  add({ type: 'outcome', seq: 2, at: 9, status: 'ok', result: 'needles' });
  await vi.waitUntil(() => matched().includes(1), { timeout: 10_000 });
  feed.close();
  await session.close();
});

/** What a feed reads of a session. */
function sessionOf(fold: SessionFold, onFacts: Emitter): ReadableSession {
  return { fold, path: 'x', bytes: 1, onRow: new Emitter<number>(), onFacts } as unknown as ReadableSession;
}

test('only what changes in the session that is shown is sent', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { port, feed } = open();
  const [former, current] = [new Emitter(), new Emitter()];
  const facts = () => port.sent.filter(({ type }) => type === 'facts').length;
  feed.showSession(sessionOf(new SessionFold(), former));
  feed.showSession(sessionOf(new SessionFold(), current));
  vi.advanceTimersByTime(200);
  port.acknowledge();
  const before = facts();
  former.emit();
  vi.advanceTimersByTime(200);
  expect(facts()).toBe(before);
  current.emit();
  vi.advanceTimersByTime(200);
  expect(facts()).toBe(before + 1);
});

test.each([
  [10, 3],
  [6000, 1],
])('what changes about %i channels is sent %i times in the first second', (channels, times) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  vi.advanceTimersByTime(5000);
  const { port, feed } = open();
  const fold = new SessionFold();
  const register = (channel: string) => fold.apply({ type: 'channel', at: 1, emitter: 'ipcMain', channel, on: 1 });
  for (let i = 0; i < channels; i++) register(`channel ${i}`);
  const onFacts = new Emitter();
  const session = sessionOf(fold, onFacts);
  const sent = () => port.sent.filter(({ type }) => type === 'facts').length;
  feed.showSession(session);
  for (let i = 0; i < 3; i++) {
    register(`another ${i}`);
    onFacts.emit();
    vi.advanceTimersByTime(200);
    port.acknowledge();
  }
  expect(sent()).toBe(times);
  vi.advanceTimersByTime(1000);
  expect(port.sent.findLast(({ type }) => type === 'facts')).toMatchObject({
    facts: { channels: expect.objectContaining({ length: channels + 3 }) },
  });
});
