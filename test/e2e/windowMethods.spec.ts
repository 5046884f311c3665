/**
 * Every method of the window's bridge, called by the real page and answered by the real main process: a wrong channel, swapped
 * arguments, a missing handler or a lost error show here. What starts and opens stands in `windowStartMethods.spec.ts`; a method
 * without a check does not compile, and fails the first test.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import type { MessageEntry, PortEntry } from '../../src/shared/journal/entries';
import type { MessageRef } from '../../src/shared/journal/messageRef';
import { BridgeDriver, SESSION_METHODS, type SessionChecks, START_METHODS } from '../support/bridgeDriver';
import { messagesOf, readEntries } from '../support/captureFile';
import { writeCapture } from '../support/captureFiles';
import { Inspector } from '../support/inspector';
import { projectRoot } from '../support/paths';
import { randomTraffic } from '../support/randomTraffic';

let inspector: Inspector;
let page: Page;
let bridge: BridgeDriver;
let folder = '';

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-methods-'));
  inspector = await Inspector.open();
  page = inspector.page;
  await expect(page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  bridge = await BridgeDriver.open(inspector);
  await bridge.watchDemo();
});

test.afterAll(async () => {
  await inspector.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});

const noteRequest = async () => ({
  target: 1,
  kind: 'invoke' as const,
  direction: 'to-main' as const,
  channel: 'notes:list',
  args: [],
  endpoint: await bridge.frame(/app\/notes\/index/),
  allowsSynthetic: false,
});

/** @returns the message that was sent; the test fails if it was not */
async function sendNoteRequest(): Promise<MessageRef> {
  const reply = await bridge.call('replay', await noteRequest());
  expect(reply).toMatchObject({ value: { status: 'sent', target: 1, seq: expect.any(Number) } });
  return (reply as { readonly value: MessageRef }).value;
}

const CHECKS: SessionChecks = {
  async openFeed() {
    await bridge.forgetFeed();
    await bridge.call('openFeed');
    await expect.poll(() => bridge.fed('demo')).toEqual([{ type: 'demo', hasDemo: true }]);
    expect(await bridge.fed('offers')).toEqual([{ type: 'offers', offers: [] }]);
    expect(await bridge.fed('reset')).toEqual([
      { type: 'reset', sessionFile: expect.stringMatching(/\.escope$/), isLive: true },
    ]);
    expect(await bridge.apps()).toEqual([1]);
  },
  async readMessage() {
    const row = await bridge.rowOf('notes:list');
    const reply = await bridge.call('readMessage', row);
    const { message = '', outcome } = 'value' in reply ? reply.value : {};
    expect(JSON.parse(message)).toMatchObject({ type: 'message', channel: 'notes:list' });
    // Where it was answered at once, the same line has the answer.
    expect(outcome === undefined ? JSON.parse(message).outcome : JSON.parse(outcome)).toMatchObject({ status: 'ok' });
    for (const wrong of [-1, 1e6, 0.5]) {
      expect(await bridge.call('readMessage', wrong)).toMatchObject({ error: { code: 'no-message' } });
    }
  },
  async markMessages() {
    const row = await bridge.rowOf('notes:list');
    const { seq } = (await bridge.messages())[row] as MessageEntry;
    const marks = async () => (await bridge.journal()).filter((entry) => entry.type === 'mark');
    await bridge.call('markMessages', Uint32Array.of(row), true);
    await expect.poll(marks).toEqual([{ type: 'mark', target: 1, seq }]);
    await bridge.call('markMessages', Uint32Array.of(row), false);
    await expect.poll(marks).toMatchObject([{ seq }, { seq, removed: true }]);
  },
  async readPorts() {
    const ports = (await bridge.journal()).filter((entry): entry is PortEntry => entry.type === 'port');
    const [{ port } = { port: -1 }] = ports;
    expect(await bridge.call('readPorts', 1, [port, 987_654])).toMatchObject([{ id: port, hops: expect.anything() }]);
    expect(await bridge.call('readPorts', 2, [port])).toEqual([]);
  },
  async startScan() {
    await bridge.call('startScan', 4001, 'args.0.text:quadrat');
    const scans = async () => (await bridge.fed('scan')).filter(({ id }) => id === 4001);
    await expect.poll(async () => (await scans()).some(({ isCaughtUp }) => isCaughtUp)).toBe(true);
    const found = (await scans()).flatMap(({ matched }) => [...matched]);
    const channels = (await bridge.messages()).map(({ channel }) => channel);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((row) => channels[row])).toEqual(found.map(() => 'search:query'));
  },
  async stopScan() {
    const count = async () => (await bridge.fed('scan')).filter(({ id }) => id === 4002).length;
    const captured = async () => (await bridge.fed('batch')).at(-1)?.totals.captured ?? 0;
    const sendOne = async () => {
      const before = await captured();
      await bridge.call('replay', await noteRequest());
      await expect.poll(captured).toBeGreaterThan(before);
    };
    await bridge.call('startScan', 4002, 'args:quadrat');
    await expect.poll(count).toBeGreaterThan(0);
    const searched = await count();
    await sendOne();
    await expect.poll(count).toBeGreaterThan(searched);
    await bridge.call('stopScan');
    await sendOne();
    const stopped = await count();
    await sendOne();
    expect(await count()).toBe(stopped);
  },
  async findRepeats() {
    const rows = async () => {
      const all = await bridge.messages();
      return all.flatMap(({ channel }, row) => (channel === 'notes:list' ? [row] : []));
    };
    const before = (await rows()).length;
    for (let i = 0; i < 2; i++) await bridge.call('awaitAnswer', await sendNoteRequest(), 20_000);
    await expect.poll(async () => (await rows()).length).toBeGreaterThanOrEqual(before + 2);
    const sent = (await rows()).slice(-2);
    expect(await bridge.call('findRepeats', Uint32Array.from(sent))).toEqual([
      { channel: 'notes:list', messages: 1, bytes: expect.any(Number) },
    ]);
    expect(await bridge.call('findRepeats', Uint32Array.from(sent.slice(1)))).toEqual([]);
  },
  async exportCapture() {
    const path = join(folder, 'exported.csv');
    await bridge.choose(path);
    const row = await bridge.rowOf('notes:list');
    await bridge.call('exportCapture', { format: 'csv', rows: Uint32Array.of(row), isSanitised: false });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('notes:list');
    await bridge.choose(undefined);
    rmSync(path);
    await bridge.call('exportCapture', { format: 'csv', isSanitised: false });
    expect(existsSync(path)).toBe(false);
  },
  async saveCapture() {
    const path = join(folder, 'saved.escope');
    await bridge.choose(path);
    const rows = Uint32Array.of(await bridge.rowOf('notes:list'), await bridge.rowOf('notes:read')).sort();
    await bridge.call('saveCapture', { rows, isCompressed: false, isSanitised: true });
    expect(
      messagesOf(readEntries(path))
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['notes:list', 'notes:read']);
  },
  async readPreferences() {
    expect(await bridge.call('readPreferences')).toMatchObject({ detailDock: 'right', savedRequests: [] });
  },
  async changePreferences() {
    const before = await bridge.call('readPreferences');
    await bridge.call('changePreferences', { ...before, filterHistory: ['is:error', 'notes'] });
    await expect.poll(async () => (await bridge.call('readPreferences')).filterHistory).toEqual(['is:error', 'notes']);
    expect(readFileSync(join(inspector.dataFolder, 'window.json'), 'utf8')).toContain('is:error');
    await bridge.call('changePreferences', before);
  },
  async readUserSettings() {
    expect(await bridge.call('readUserSettings')).toMatchObject({ usesDefaultRules: true, ownRules: [] });
  },
  async changeUserSettings() {
    const before = await bridge.call('readUserSettings');
    const userSettings = { ...before, ownRules: ['iban'], keptRules: ['token@llm:*'] };
    expect(await bridge.call('changeUserSettings', userSettings)).toEqual({ value: userSettings });
    expect(await bridge.call('readUserSettings')).toEqual(userSettings);
    expect(await bridge.call('changeUserSettings', { ...before, maxPayloadBytes: -1 })).toMatchObject({
      error: { code: 'wrong-settings' },
    });
    expect(await bridge.call('readUserSettings')).toEqual(userSettings);
    await bridge.call('changeUserSettings', before);
  },
  async readRetention() {
    expect(await bridge.call('readRetention')).toEqual({ maxSessions: 100, maxBytes: 5 * 1024 ** 3, maxAgeDays: 60 });
  },
  async changeRetention() {
    const before = await bridge.call('readRetention');
    const retention = { maxSessions: 7, maxBytes: 8_000_000_000, maxAgeDays: 9 };
    expect(await bridge.call('changeRetention', retention)).toEqual({ value: retention });
    expect(await bridge.call('readRetention')).toEqual(retention);
    const file = join(inspector.dataFolder, 'retention.json');
    rmSync(file);
    mkdirSync(file);
    expect(await bridge.call('changeRetention', retention)).toMatchObject({
      error: { code: 'retention-not-kept', message: expect.stringContaining(file), remedy: expect.any(String) },
    });
    rmSync(file, { recursive: true });
    await bridge.call('changeRetention', before);
  },
  async answerOffer() {
    const before = await bridge.call('readRetention');
    const old = join(inspector.dataFolder, 'sessions', 'old.escope');
    const offers = async () => (await bridge.fed('offers')).at(-1)?.offers ?? [];
    writeCapture(old, randomTraffic(1, 5));
    utimesSync(old, 1e9, 1e9);
    for (const isAccepted of [false, true]) {
      await bridge.call('changeRetention', { maxSessions: 0, maxBytes: 0, maxAgeDays: 30 });
      await expect.poll(offers).toHaveLength(1);
      await bridge.call('answerOffer', (await offers())[0]?.id ?? '', isAccepted);
      await expect.poll(offers).toEqual([]);
      expect(existsSync(old)).toBe(!isAccepted);
    }
    await bridge.call('changeRetention', before);
  },
  async listReplayPlaces() {
    const places = await bridge.call('listReplayPlaces');
    const endpoint = await bridge.frame(/app\/notes\/index/);
    expect(places).toContainEqual(expect.objectContaining({ target: 1, endpoint, kind: 'frame', canSend: true }));
    expect(places).toContainEqual(expect.objectContaining({ kind: 'utility' }));
  },
  async replay() {
    await sendNoteRequest();
    expect(await bridge.call('replay', { ...(await noteRequest()), endpoint: 987_654 })).toMatchObject({
      value: { status: 'refused', reason: 'frame-gone' },
    });
    expect(await bridge.call('replay', { ...(await noteRequest()), channel: 7 as never })).toMatchObject({
      error: { code: 'wrong-request' },
    });
  },
  async awaitAnswer() {
    const { target, seq } = await sendNoteRequest();
    expect(await bridge.call('awaitAnswer', { target, seq }, 20_000)).toMatchObject({ status: 'ok' });
    expect(await bridge.call('awaitAnswer', { target, seq: seq + 100_000 }, 50)).toBeNull();
  },
};

test('each method of the bridge has a check, and no other is there', async () => {
  const methods = await page.evaluate(() => Object.keys(window.electroscope));
  expect(methods.sort()).toEqual([...SESSION_METHODS, ...START_METHODS].sort());
});

for (const [name, check] of Object.entries(CHECKS)) test(name, check);

test('a page that is not the window’s own is refused by each', async () => {
  const before = await bridge.call('readPreferences');
  const changed = { ...before, filterHistory: ['foreign'] };
  const answers = await inspector.app.evaluate(
    async ({ BrowserWindow }, [preload, preferences]) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload } });
      await window.loadURL('data:text/html,<title>foreign</title>');
      const ask = `Promise.all(Object.entries(electroscope).map(async ([name, method]) => {
        const args = name === 'changePreferences' ? [${preferences}] : [[]];
        return [name, await Promise.resolve(method(...args)).then(() => 'taken', (error) => error.message)];
      }))`;
      const all = (await window.webContents.executeJavaScript(ask)) as [string, string][];
      window.destroy();
      return { all, windows: BrowserWindow.getAllWindows().length };
    },
    [join(projectRoot, 'out', 'preload', 'index.cjs'), JSON.stringify(changed)] as const,
  );
  const oneWay = ['openWindow', 'openFeed', 'markMessages', 'startScan', 'stopScan', 'changePreferences'];
  const taken = answers.all.filter(([, answer]) => answer === 'taken').map(([name]) => name);
  expect(taken.sort()).toEqual(oneWay.sort());
  for (const [name, answer] of answers.all) {
    if (!oneWay.includes(name)) expect(answer, name).toContain('not for this page');
  }
  expect(answers.windows).toBe(1);
  expect(await bridge.call('readPreferences')).toEqual(before);
});

test('the window had no problem', () => {
  expect(inspector.problems).toEqual([]);
});
