/** Ports: where they come from, where they go, what is said on them, and where main loses sight of them. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { endpointLabel } from '../../src/shared/columns/endpointInfo';
import type { PortHistory } from '../../src/shared/columns/portHistory';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import type { MessageEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { electron, unless } from '../support/conditions';
import { testApps } from '../support/paths';

test.describe.configure({ mode: 'default' });

let target: CapturedTarget;
let fold: SessionFold;

test.beforeAll(async () => {
  target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=ports'] });
  await target.waitForOutput('scenario done');
  await target.waitFor('the last close', () => historyOf('to-be-closed').closedAtUs !== undefined);
});

test.afterAll(() => target.close());

test('nothing in the agent failed', () => {
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
});

test('a port from a renderer, kept in main', () => {
  const history = historyOf('from-renderer');
  expect(history).toMatchObject({ origin: 'arrived', visibility: 'in-main', closedBy: 'main', mayBe: [] });
  expect(nameOf(history.source)).toBe('Settings');
  expect(hopsOf(history)).toEqual(['Settings → main in from-renderer']);
  expect(messagesOn(history)).toEqual([
    'Settings → main: "queued before start" ok',
    'main → Settings: "question" ok',
    'Settings → main: {"answerTo":"question"} ok',
    'main → Settings: "after closing" lost',
  ]);
  expect(history.messages).toEqual([2, 2]);
  expect(history.startedAtUs).toBeLessThan(history.closedAtUs as number);
});

test('a port that main hands on: same number; what its new holder receives is told by that frame', () => {
  const history = historyOf('pass-on');
  expect(history).toMatchObject({ origin: 'arrived', visibility: 'passed-on', closedAtUs: undefined });
  expect(hopsOf(history)).toEqual(['Settings → main in pass-on', 'main → Editor in take']);
  expect(messagesOn(history).sort()).toEqual([
    'Settings → Editor: "unseen" ok',
    'main → Settings: "nobody gets this" lost',
  ]);
});

test('a port that comes back from a renderer: main can’t tell it from a new one, and says so', () => {
  const sent = historyOf('take', '"round-trip"');
  expect(sent).toMatchObject({ origin: 'created', visibility: 'in-main', closedBy: 'main' });
  expect(hopsOf(sent)).toEqual(['main → Settings in take']);
  const returned = historyOf('back');
  expect(returned.id).not.toBe(sent.id);
  expect(returned.mayBe).toContain(sent.id);
  expect(messagesOn(returned)).toEqual(['Settings → main: "there and back" ok']);
});

test('both ends in main: each message once; a port in a message keeps its number', () => {
  const inner = historyOf('port 9');
  const outer = fold.portHistory(1, 9) as PortHistory;
  expect(outer).toMatchObject({ origin: 'created', closedBy: 'main', hops: [] });
  expect(messagesOn(outer)).toEqual(['main → main: "first" ok', 'main → main: "with a port" ok']);
  expect(hopsOf(inner)).toEqual(['main → main in port 9']);
  expect(messagesOn(inner)).toEqual(['main → main: "through the passed port" ok']);
  expect(inner.startedAtUs).toBeDefined();
});

test('both ends given away: what waited in one went with it', () => {
  const history = historyOf('take', '"given"');
  expect(history).toMatchObject({ origin: 'created', visibility: 'passed-on' });
  expect(hopsOf(history)).toEqual(['main → Settings in take', 'main → Editor in take']);
  // Once each, whichever side reported it; as it came, whatever the receiver did to it.
  expect(messagesOn(history)).toEqual([
    'main → main: "waiting" ok',
    'Editor → Settings: "renderer to renderer" ok',
    'Editor → Settings: {"list":["as it came"]} ok',
    'Editor → Settings:  ok',
    'Editor → Settings: "with a port" ok',
    'Editor → Settings: "last" ok',
  ]);
  const tooLarge = target.messages.filter(({ port, truncated }) => port === history.id && truncated);
  expect(tooLarge.map(({ size }) => size >= 300_000)).toEqual([true]);
  const inner = historyOf(`port ${history.id}`);
  expect(hopsOf(inner)).toEqual([`main → main in port ${history.id}`, 'main → Settings in take']);
});

test('a port to a utility process, and one through it', () => {
  test.skip(...unless(electron({ from: 22 }), 'it has utility processes'));
  const history = historyOf('indexer');
  expect(hopsOf(history)).toEqual(['main → indexer in indexer']);
  expect(messagesOn(history)).toEqual([
    'main → indexer: "to the child" ok',
    'indexer → main: {"answerTo":"to the child"} ok',
    'main → indexer: "send it back" ok',
    'indexer → main: {"answerTo":"send it back"} ok',
  ]);
  expect(history.closedBy).toBe('otherSide');
  const channel = `port ${history.id}`;
  expect(hopsOf(historyOf(channel, '"send it back"'))).toEqual([`main → indexer in ${channel}`]);
  const returned = historyOf(channel, '{"answerTo":"send it back"}');
  expect(hopsOf(returned)).toEqual([`indexer → main in ${channel}`]);
  expect(returned.mayBe.length).toBeGreaterThan(0);
});

test('a port that the renderer closes', () => {
  const history = historyOf('to-be-closed');
  expect(history.closedBy).toBe('otherSide');
  expect(messagesOn(history)).toEqual(['Settings → main: "last words" unhandled']);
});

/** The channel of the port that the first message of this name (and with this argument) carries. */
function historyOf(channel: string, argument?: string): PortHistory {
  fold = foldOf(target);
  const message = target.messages.find(
    ({ channel: name, args, ports }) =>
      name === channel && ports !== undefined && (argument === undefined || textOf(args) === argument),
  );
  const history = fold.portHistory(1, message?.ports?.[0] ?? 0);
  if (history === undefined) throw new Error(`no message ${channel} carries a port`);
  return history;
}

function foldOf({ entries }: CapturedTarget): SessionFold {
  const session = new SessionFold();
  session.apply({ type: 'source', target: 1 });
  for (const entry of entries) session.apply(entry);
  return session;
}

function hopsOf({ hops }: PortHistory): string[] {
  return hops.map(({ from, to, seq }) => {
    const carrier = target.messages.find((message) => message.seq === seq);
    return `${nameOf(from)} → ${nameOf(to)} in ${carrier?.channel}`;
  });
}

function messagesOn({ id, peer }: PortHistory): string[] {
  return target.messages.filter(({ port }) => port === id || port === peer).map(describeMessage);
}

function describeMessage(message: MessageEntry): string {
  const row = fold.rowOf(1, message.seq) as number;
  const { columns } = fold.table;
  const [from, to] = [nameOf(columns.get(row, 'from')), nameOf(columns.get(row, 'to'))];
  return `${from} → ${to}: ${textOf(message.args)} ${target.outcomeOf(message)?.status}`;
}

function textOf(args: MessageEntry['args']): string {
  return (args as unknown[]).map((arg) => JSON.stringify(arg)).join(' ');
}

function nameOf(endpoint: number | undefined): string {
  const info = endpoint === undefined ? undefined : fold.table.endpoints[endpoint];
  return info === undefined ? 'unknown' : endpointLabel(info);
}
