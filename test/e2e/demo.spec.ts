/** The demo app in the real inspector: every kind of message it sends is found in the table, as its README tells. */

import { expect, test } from 'playwright/test';
import { electron, unless } from '../support/conditions';
import { Inspector, type ShownMessage } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

let inspector: Inspector;

test.beforeAll(async () => {
  inspector = await Inspector.open(demoFolder, '--', '--traffic=off');
  await inspector.waitForTour();
});

test.afterAll(() => inspector.close());

test.afterEach(() => {
  expect(inspector.problems).toEqual([]);
});

const NOTES = 'Fieldnotes';
const TAG_CLOUD = 'Fieldnotes › tag-cloud/index.html';
const WORKER = 'Fieldnotes Sync';

type Expected = Omit<ShownMessage, 'channel' | 'size' | 'duration'>;

const toMain = (kind: string, from: string, status = 'ok'): Expected => ({
  direction: 'to main',
  kind,
  from,
  to: 'main',
  status,
});
const toRenderer = (to: string, kind = 'send'): Expected => ({
  direction: 'to renderer',
  kind,
  from: 'main',
  to,
  status: 'ok',
});

const CHANNELS: [channel: string, expected: Expected[]][] = [
  ['tags:attach', [toMain('send', TAG_CLOUD)]],
  ['tags:list', [toMain('invoke', TAG_CLOUD)]],
  ['notes:list', [toMain('invoke', NOTES)]],
  ['notes:read', [toMain('invoke', NOTES)]],
  ['attachments:thumbnail', [toMain('invoke', NOTES), toMain('invoke', NOTES), toMain('invoke', NOTES)]],
  ['preview:render', [toRenderer('Preview')]],
  ['preview:rendered', [{ direction: 'to host', kind: 'sendToHost', from: 'Preview', to: NOTES, status: 'ok' }]],
  ['presence:join', [toMain('postMessage', NOTES)]],
  ['settings:live', [toRenderer('Settings', 'postMessage')]],
  ['sync:connect', [toMain('postMessage', 'Sync'), toMain('postMessage', 'Sync')]],
  ['tour:act', [toRenderer(NOTES), toRenderer(TAG_CLOUD), toRenderer('Settings'), toRenderer('Sync')]],
  ['editor:caret', [toMain('send', NOTES)]],
  ['editor:autosave', [toMain('send', NOTES)]],
  ['editor:saved', [toRenderer(NOTES)]],
  ['usage:feature', [toMain('send', NOTES)]],
  ['spelling:check', [toMain('sendSync', NOTES)]],
  ['editor:statistics', [toMain('invoke', NOTES)]],
  ['search:query', [toMain('invoke', NOTES)]],
  ['attachments:read', [toMain('invoke', NOTES)]],
  ['notes:history', [toMain('invoke', NOTES)]],
  ['diagnostics:collect', [toMain('invoke', NOTES)]],
  ['welcome:complete', [toMain('invoke', NOTES)]],
  ['search:rebuild-index', [toMain('invoke', NOTES)]],
  ['publish:note', [toMain('invoke', NOTES, 'error')]],
  ['notes:rename', [toMain('invoke', NOTES, 'error')]],
  ['templates:list', [toMain('invoke', NOTES, 'unhandled')]],
  ['notes:watch', [toMain('invoke', NOTES, 'error')]],
  ['tags:hover', [toMain('send', TAG_CLOUD)]],
  ['tags:hint', [toRenderer(TAG_CLOUD)]],
  ['badge:update', [toRenderer(NOTES)]],
  ['tags:counts', [toRenderer(TAG_CLOUD)]],
  ['settings:changed', [toRenderer(NOTES)]],
  ['account:sign-in', [toMain('invoke', 'Settings')]],
  ['server:request', [toMain('invoke', 'Settings')]],
  ['telemetry:beacon', [toMain('send', 'Settings', 'unhandled')]],
  ['sync:start', [toMain('send', 'Sync')]],
  ['sync:status', [toRenderer(NOTES), toRenderer(NOTES)]],
  ['sync:progress', [toRenderer(NOTES), toRenderer(NOTES), toRenderer(NOTES)]],
  ['sync:restart-worker', [toMain('invoke', 'Sync')]],
  ['sync:reconnect', [toRenderer('Sync')]],
];

for (const [channel, expected] of CHANNELS) {
  test(`${channel} is in the table`, async () => {
    await inspector.setFilter(`channel=${channel}`);
    const shown = await inspector.messages(expected.length);
    for (const [i, message] of shown.entries()) {
      expect(message).toMatchObject(expected[i] as Expected);
      expect(message.channel).toContain(channel);
      expect(message.size).toMatch(/^[\d.]+ (B|KB)$/);
      expect(message.duration).toMatch(/^[\d.]+ (µs|ms|s)$/);
    }
  });
}

test('the documents announce themselves, some before they have a title', async () => {
  await inspector.setFilter('channel=document:ready');
  const shown = await inspector.messages(5);
  expect(shown.map((message) => message.kind)).toEqual(new Array(5).fill('send'));
  await inspector.setFilter('channel=settings:snapshot');
  const snapshots = await inspector.messages(3);
  for (const message of snapshots) expect(message).toMatchObject({ kind: 'sendSync', to: 'main', status: 'ok' });
});

test('the messages on ports are in the table, both ways', async () => {
  await inspector.setFilter('kind:port from:Fieldnotes -from:Sync | kind:port to:Fieldnotes -to:Sync');
  const presence = await inspector.messages(2);
  expect(presence.map(({ from, to }) => [from, to])).toEqual([
    [NOTES, 'main'],
    ['main', NOTES],
  ]);
  expect(new Set(presence.map(({ channel }) => channel)).size).toBe(1);

  await inspector.setFilter('kind:port from:Settings | kind:port to:Settings');
  const settings = await inspector.messages(3);
  expect(settings.map(({ from }) => from)).toEqual(['main', 'Settings', 'main']);

  await inspector.setFilter(`kind:port from:"${WORKER}"`);
  expect(await inspector.messages(3)).toMatchObject(new Array(3).fill({ kind: 'port', to: 'main', status: 'ok' }));
});

test('the messages of the utility process are in the table, both ways', async () => {
  await inspector.setFilter('kind:utility dir:to-utility');
  // Two workers: opened, given the port of the Sync window, told the rate; in between a run and the shut-down.
  const sent = await inspector.messages(8);
  for (const message of sent) expect(message).toMatchObject({ from: 'main', to: WORKER, status: 'ok' });
  await inspector.setFilter('kind:utility dir:to-main');
  const received = await inspector.messages(4);
  for (const message of received) expect(message).toMatchObject({ from: WORKER, to: 'main', status: 'ok' });
});

test('durations are plausible', async () => {
  const durationMs = async (channel: string) => {
    await inspector.setFilter(`channel=${channel}`);
    const [message] = await inspector.messages(1);
    const [, value, unit] = /^([\d.]+) (µs|ms|s)$/.exec(message?.duration ?? '') ?? [];
    return Number(value) * { µs: 0.001, ms: 1, s: 1000 }[unit as 'ms'];
  };
  // What the demo waits at least; a busy machine may take longer.
  expect(await durationMs('search:query')).toBeGreaterThanOrEqual(254);
  expect(await durationMs('search:rebuild-index')).toBeGreaterThanOrEqual(119);
  expect(await durationMs('account:sign-in')).toBeGreaterThanOrEqual(179);
  await inspector.setFilter('blocking>100ms kind:invoke channel:search');
  await expect(inspector.rows).toHaveCount(1);
});

test('arguments and result of an invoke are shown as trees', async () => {
  const detail = await inspector.inspect('channel=editor:statistics');
  await expect(detail.getByRole('tree', { name: 'Arguments' })).toContainText('body: "North slope');
  await detail.getByRole('tab', { name: 'Result' }).click();
  const result = detail.getByRole('tree', { name: 'Result' });
  await expect(result).toContainText('wordCount: 85');
  await expect(result).toContainText('lineCount: 16');
});

test('values of every type have their markers', async () => {
  const detail = await inspector.inspect('channel=diagnostics:collect');
  const tree = detail.getByRole('tree', { name: 'Arguments' });
  for (const text of [
    'collectedAt: Date 20',
    'uptimeNs: ',
    'shortcuts: Map(2) {"Ctrl+N" → "new-note"',
    'featuresUsed: Set(3)',
    'frameTimesMs: Float32Array(4)',
    'fingerprint: Uint8Array(4)',
    'lastError: RangeError Caret outside of the document',
    'pendingUpload: undefined',
    'averageLatencyMs: NaN',
    'zoomLimit: Infinity',
    'ignoredFiles: /',
    'recentSavesMs: Array(3) [0: ',
  ]) {
    await expect(tree).toContainText(text);
  }
  // The cycle names what it points to.
  await tree.getByText(/^layout/).click();
  await expect(tree).toContainText('root: ↩ args[0].layout');
  // Bytes open to a hex view.
  await tree.getByText(/^fingerprint/).click();
  await expect(tree).toContainText(/000000 {2}[0-9a-f]{2} [0-9a-f]{2}/);
});

test('a large result is shown with its true size, a page at a time', async () => {
  const detail = await inspector.inspect('channel=notes:history', 'Result');
  const result = detail.getByRole('tree', { name: 'Result' });
  await expect(result).toContainText('Array(182)');
  await result.getByText('[100 … 181]').click();
  await expect(result).toContainText('181: {');
});

test('the return value of a sendSync is its result', async () => {
  const detail = await inspector.inspect('channel=spelling:check', 'Result');
  await expect(detail.getByRole('tree', { name: 'Result' })).toContainText('suggestions');
});

test('an error is shown with the stack and the cause it had in main', async () => {
  const detail = await inspector.inspect('channel=publish:note', 'Result');
  await expect(detail).toContainText('PublishError “Lichen transect, plot 7” could not be published');
  await expect(detail).toContainText('at publish (');
  await expect(detail).toContainText('Caused by');
  await expect(detail).toContainText('getaddrinfo ENOTFOUND publish.fieldnotes.test');
  await expect(detail).toContainText('at resolveAddress (');
  await expect(detail).toContainText(/The caller got\s*PublishError: “Lichen/);
  // The agent's own frames are no part of it.
  await expect(detail).not.toContainText('agent.cjs');
});

test('a synchronous throw, a missing handler and an uncloneable result tell what happened', async () => {
  const thrown = await inspector.inspect('channel=notes:rename', 'Result');
  await expect(thrown).toContainText('TypeError A note needs a title');
  const unhandled = await inspector.inspect('channel=templates:list', 'Result');
  await expect(unhandled).toContainText("No handler registered for 'templates:list'");
  const uncloneable = await inspector.inspect('channel=notes:watch', 'Result');
  await expect(uncloneable).toContainText('An object could not be cloned.');
  await expect(uncloneable).toContainText('Result that could not be sent');
  await expect(uncloneable.getByRole('tree', { name: 'Result' })).toContainText('‹function');
});

test('an unhandled send says that nobody listens', async () => {
  const detail = await inspector.inspect('channel=telemetry:beacon', 'Result');
  await expect(detail).toContainText('Nobody listens to this channel');
  await detail.getByRole('tab', { name: 'Endpoints' }).click();
  await expect(detail).toContainText('fieldnotes://app/settings/index.html');
});

test('a transferred port is named, and its messages stand on the channel of that port', async () => {
  const detail = await inspector.inspect('channel=presence:join', 'Ports');
  const name = detail.getByRole('heading', { name: /^port \d+ · from / });
  const port = /port \d+/.exec(await name.innerText())?.[0];
  await inspector.setFilter(`channel="${port}"`);
  await expect(inspector.rows).toHaveCount(2);
});

test('every message is in the journal, as it is shown', async () => {
  await inspector.setFilter('');
  const captured = Number(/of ([\d,]+) captured/.exec(await inspector.statusBar.innerText())?.[1]?.replace(',', ''));
  await expect
    .poll(() => inspector.journalLines().filter((line) => line.startsWith('{"type":"message"')).length)
    .toBe(captured);
  await expect(inspector.statusBar).toContainText('0 dropped');
});

test('what the agent costs the app is told', async () => {
  await expect(inspector.statusBar.getByTitle(/: .+ % of its time, about \d.* a message$/)).toHaveText(/^agent .* %$/);
});
