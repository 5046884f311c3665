import type { JournalEntry } from '../../src/shared/journal/entries';
import type { Answer } from '../../src/shared/replay/answer';
import type { ReplayOutcome, ReplayRequest } from '../../src/shared/replay/request';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const NOTE = {
  id: 'n-7f21',
  title: 'Lichen on the north wall',
  tags: ['lichen', 'wall'],
  revision: 4,
  body: 'Grey-green crusts.',
};

const call = (seq: number, channel: string, args: unknown, result: unknown, more: object = {}): JournalEntry =>
  ({
    type: 'message',
    seq,
    at: seq * 1000,
    kind: 'invoke',
    direction: 'to-main',
    channel,
    from: 2,
    to: 1,
    size: 60,
    outcome: { at: seq * 1000 + 400, status: 'ok' },
    result,
    args,
    ...more,
  }) as JournalEntry;

const READ = call(1, 'notes:read', [{ id: 'n-7f21' }], NOTE);
const RENAME = call(2, 'notes:rename', [{ id: 'n-7f21', title: 'Walls' }], { ok: true }, { from: 3 });
const BADGE = call(3, 'badge:update', [{ unread: 2 }], undefined, {
  kind: 'send',
  direction: 'to-renderer',
  from: 1,
  to: 2,
});

/** A session with three messages and two frames that are there. */
async function open(inspector: WindowPage, entries: readonly JournalEntry[] = [READ, RENAME, BADGE]): Promise<void> {
  await inspector.openSession(0);
  await inspector.page.evaluate(() => {
    window.harness.main.replayPlaces = [
      { target: 1, endpoint: 2, kind: 'frame', canSend: true },
      { target: 1, endpoint: 3, kind: 'frame', canSend: false },
    ];
  });
  await inspector.feed(entries);
  await inspector.page.keyboard.press('Control+End');
}

const answers = ({ page }: WindowPage, given: { readonly [channel: string]: Answer | null }) =>
  page.evaluate((told) => {
    window.harness.main.replayAnswers = JSON.parse(told);
  }, JSON.stringify(given));

const refuse = ({ page }: WindowPage, refusal: ReplayOutcome) =>
  page.evaluate((told) => {
    window.harness.main.replayRefusal = told;
  }, refusal);

/** What the window asked to be sent. */
async function requests({ page }: WindowPage): Promise<ReplayRequest[]> {
  const calls = await page.evaluate(() => window.harness.main.calls);
  return calls.filter((text) => text.startsWith('replay ')).map((text) => JSON.parse(text.slice(7)) as ReplayRequest);
}

const panelOf = ({ page }: WindowPage) => page.getByRole('region', { name: 'Replay', exact: true });
const editorOf = (inspector: WindowPage) => panelOf(inspector).getByRole('textbox', { name: 'Arguments' });
const rowOf = (inspector: WindowPage, channel: string) => inspector.rows.filter({ hasText: channel }).first();

async function chooseInMenu(inspector: WindowPage, channel: string, ...items: (string | RegExp)[]): Promise<void> {
  await rowOf(inspector, channel).click({ button: 'right' });
  for (const name of items) await inspector.page.getByRole('menuitem', { name }).click();
}

async function write(inspector: WindowPage, text: string): Promise<void> {
  await editorOf(inspector).focus();
  await inspector.page.keyboard.press('Control+a');
  await inspector.page.keyboard.insertText(text);
}

test('a message is sent again, and what is answered stands beside the original', async ({ inspector }) => {
  await open(inspector);
  await answers(inspector, {
    'notes:read': { status: 'ok', result: { ...NOTE, revision: 5, tags: ['new', 'lichen', 'wall'] } },
  });
  await chooseInMenu(inspector, 'notes:read', /^Resend/);
  const { detail, page } = inspector;
  await expect(detail.getByRole('tab', { name: 'Replay' })).toHaveAttribute('data-state', 'active');
  await expect(detail.getByText('Another result')).toBeVisible();
  await expect(detail.getByRole('region', { name: 'Differences' }).getByRole('listitem')).toHaveText([
    /tags\[0\].*"new"/,
    /revision\s*4\s*→\s*5/,
  ]);
  expect(await requests(inspector)).toMatchObject([
    {
      channel: 'notes:read',
      args: [{ id: 'n-7f21' }],
      endpoint: 2,
      origin: { target: 1, seq: 1 },
      allowsSynthetic: false,
    },
  ]);
  // To the original, and back to its copy.
  await detail.getByRole('button', { name: '#1', exact: true }).click();
  await expect(detail.getByText('Sent again as')).toBeVisible();
  await detail.getByRole('button', { name: '#4', exact: true }).click();
  await expect(detail.getByText('as a copy of')).toBeVisible();
  await inspector.filter.fill('is:replayed');
  await expect(inspector.rows).toHaveCount(1);
  await page.keyboard.press('Escape');
});

test('an answer that is the same is said to be', async ({ inspector }) => {
  await open(inspector);
  await answers(inspector, { 'notes:read': { status: 'ok', result: NOTE } });
  await rowOf(inspector, 'notes:read').click();
  await inspector.page.keyboard.press('r');
  await expect(inspector.detail.getByText('Answered the same')).toBeVisible();
  await expect(inspector.detail.getByRole('region', { name: 'Differences' })).toHaveCount(0);
});

test('several are sent again in their order, and those that were not are named', async ({ inspector }) => {
  const secret = call(
    4,
    'account:sign-in',
    [{ password: { $: 'redacted', by: 'key', rule: 'password', type: 'string' } }],
    1,
  );
  await open(inspector, [READ, RENAME, BADGE, secret]);
  await rowOf(inspector, 'notes:read').click();
  await inspector.page.keyboard.press('Control+a');
  await chooseInMenu(inspector, 'notes:rename', /^Resend 4 messages/);
  await expect(inspector.page.getByRole('alert')).toContainText('1 of 4 messages were not sent');
  await expect(inspector.page.getByRole('alert')).toContainText('#4 account:sign-in');
  expect((await requests(inspector)).map(({ channel }) => channel)).toEqual([
    'notes:read',
    'notes:rename',
    'badge:update',
  ]);
});

test('values that were not recorded are marked, and must be written before sending', async ({ inspector }) => {
  const cut = { $: 'cut', of: 'string', length: 9000, v: 'It begins' };
  const password = { $: 'redacted', by: 'key', rule: 'password', type: 'string' };
  await open(inspector, [call(1, 'account:sign-in', [{ email: 'a@b', password, body: cut }], 1)]);
  await chooseInMenu(inspector, 'account:sign-in', /^Resend/);
  const panel = panelOf(inspector);
  await expect(panel.getByRole('alert')).toContainText('was not recorded whole');
  await expect(editorOf(inspector)).toContainText('missing("redacted in the target');
  await expect(panel.getByText(/9 of 9,000 characters recorded|by the rule “password”/).first()).toBeVisible();
  const send = panel.getByRole('button', { name: 'Send' });
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await send.click({ force: true });
  expect(await requests(inspector)).toEqual([]);
  await write(inspector, '{ email: "a@b", password: "x", body: "short" }');
  await expect(send).toHaveAttribute('aria-disabled', 'false');
  await send.click();
  await expect(panel.getByText('Sent as')).toBeVisible();
  expect(await requests(inspector)).toMatchObject([{ args: [{ email: 'a@b', password: 'x', body: 'short' }] }]);
});

test('arguments are changed, checked while they are typed, and sent with keys alone', async ({ inspector }) => {
  await open(inspector);
  await rowOf(inspector, 'notes:read').click();
  await inspector.page.keyboard.press('e');
  const panel = panelOf(inspector);
  await expect(editorOf(inspector)).toContainText('{ id: "n-7f21" }');
  await write(inspector, '{ id: oops, when: new Date("2026-11-21"), big: 12n, list: new Set([1]) }');
  await expect(panel.getByText(/“oops” is a name/)).toBeVisible();
  await expect(panel.locator('.cm-lintRange-error')).toHaveText('oops');
  // Plain letters are text in the editor, not shortcuts.
  await inspector.page.keyboard.press('End');
  await inspector.page.keyboard.type(', remr');
  await inspector.page.keyboard.press('Control+Enter');
  expect(await requests(inspector)).toEqual([]);
  await write(inspector, '{ id: "n-1", when: new Date("2026-11-21"), big: 12n, list: new Set([1]) }');
  await answers(inspector, { 'notes:read': { status: 'error', error: { text: 'Error: no such note' } } });
  await inspector.page.keyboard.press('Control+Enter');
  await expect(panel.getByText('Was ok, is error')).toBeVisible();
  await expect(panel.getByText('Error: no such note', { exact: true })).toBeVisible();
  const [request] = await requests(inspector);
  expect(request?.args).toEqual([
    {
      id: 'n-1',
      when: { $: 'date', v: Date.UTC(2026, 10, 21) },
      big: { $: 'bigint', v: '12' },
      list: { $: 'set', v: [1] },
    },
  ]);
});

test('a message is composed from scratch, with the channels that are known', async ({ inspector }) => {
  await open(inspector);
  await inspector.page.keyboard.press('Control+j');
  const panel = panelOf(inspector);
  const channel = panel.getByRole('combobox', { name: 'Channel' });
  expect(
    await channel.evaluate((input: HTMLInputElement) => [...(input.list?.options ?? [])].map(({ value }) => value)),
  ).toEqual(['badge:update', 'notes:read', 'notes:rename']);
  await expect(panel.getByText('Write a channel.')).toBeVisible();
  await channel.fill('badge:update');
  await panel.getByLabel('Call').selectOption({ label: 'webContents.postMessage' });
  await expect(panel.getByText('takes one value; there are 0')).toBeVisible();
  await write(inspector, '{ unread: 3 }');
  await panel.getByLabel('To frame').selectOption({ label: 'Window 3 — app://w/3.html' });
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText('Sent as')).toBeVisible();
  expect(await requests(inspector)).toMatchObject([
    { kind: 'postMessage', direction: 'to-renderer', channel: 'badge:update', endpoint: 3, args: [{ unread: 3 }] },
  ]);
});

test('where no real call is possible, a made-up event is offered and explained', async ({ inspector }) => {
  await open(inspector);
  await chooseInMenu(inspector, 'notes:rename', /^Edit and resend/);
  const panel = panelOf(inspector);
  await expect(panel.getByText(/Allow a made-up event/)).toBeVisible();
  const send = panel.getByRole('button', { name: 'Send' });
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await panel.getByRole('checkbox', { name: /made-up event/ }).check();
  await send.click();
  await panel.getByRole('button', { name: '#4' }).click();
  await inspector.detail.getByRole('tab', { name: 'Replay' }).click();
  await expect(inspector.detail.getByText(/^Synthetic:/)).toBeVisible();
  expect(await requests(inspector)).toMatchObject([{ endpoint: 3, allowsSynthetic: true }]);
});

test('a frame that is gone is named, and another is chosen', async ({ inspector }) => {
  await open(inspector, [call(1, 'notes:read', [1], 1, { from: 5 })]);
  await refuse(inspector, { status: 'refused', reason: 'frame-gone', message: 'The frame was left.' });
  await chooseInMenu(inspector, 'notes:read', /^Resend/);
  const panel = panelOf(inspector);
  await expect(panel.getByRole('alert')).toContainText('The frame was left.');
  await expect(panel.getByLabel('From frame')).toContainText('gone: app://w/5.html');
  await expect(panel.getByText('Choose a frame that is there.')).toBeVisible();
  await panel.getByLabel('From frame').selectOption({ label: 'Window 2 — app://w/2.html' });
  await inspector.page.evaluate(() => {
    window.harness.main.replayRefusal = undefined;
  });
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText('Sent as')).toBeVisible();
  expect((await requests(inspector)).map(({ endpoint }) => endpoint)).toEqual([5, 2]);
});

test('a written message is saved for its app, and is there after a restart', async ({ inspector }) => {
  await open(inspector);
  await chooseInMenu(inspector, 'notes:read', /^Edit and resend/);
  await write(inspector, '{ id: "kept" }');
  const panel = panelOf(inspector);
  await panel.getByRole('button', { name: 'Save as …' }).click();
  await panel.getByRole('textbox', { name: 'Name of the saved message' }).fill('read the kept one');
  await inspector.page.keyboard.press('Enter');
  await inspector.restart();
  await inspector.page.evaluate(() => {
    window.harness.feedRandom(1, 0);
    window.harness.main.replayPlaces = [{ target: 1, endpoint: 2, kind: 'frame', canSend: true }];
  });
  await inspector.page.keyboard.press('Control+j');
  await panel.getByRole('button', { name: 'Saved (1)' }).click();
  await inspector.page.getByRole('menuitem', { name: /^read the kept one/ }).click();
  await expect(editorOf(inspector)).toContainText('{ id: "kept" }');
  await expect(panel.getByLabel('From frame')).toHaveValue('1:2');
  await expect(panel.getByRole('combobox', { name: 'Channel' })).toHaveValue('notes:read');
});

test('a sequence is played, and pauses where something is answered differently', async ({ inspector }) => {
  const calls = Array.from({ length: 6 }, (_, i) =>
    call(i + 1, i === 3 ? 'odd' : 'even', [i], i === 3 ? 'a' : undefined),
  );
  await open(inspector, calls);
  await answers(inspector, { odd: { status: 'ok', result: 'b' } });
  await inspector.page.keyboard.press('Control+Shift+j');
  const panel = panelOf(inspector);
  await panel.getByRole('checkbox', { name: 'Pause at the first difference' }).check();
  await panel.getByRole('button', { name: 'Step' }).click();
  await expect(panel.getByRole('status')).toContainText('Paused: 1 of 6 sent, none differs');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await expect(panel.getByRole('status')).toContainText('Paused: 4 of 6 sent, 1 differs');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await expect(panel.getByRole('status')).toContainText('Done: 6 of 6 sent, 1 differs');
  await panel.getByRole('checkbox', { name: /^Only what differs/ }).check();
  const line = panel.getByRole('row').filter({ hasText: 'odd' });
  await expect(panel.getByRole('row')).toHaveCount(2);
  await expect(line).toContainText('value');
  await line.getByRole('button', { name: 'value' }).click();
  await expect(panel.getByRole('region', { name: 'Differences' })).toContainText('"a" → "b"');
  await line.getByRole('button', { name: '#10' }).click();
  await inspector.detail.getByRole('tab', { name: 'Replay' }).click();
  await expect(inspector.detail.getByText('Another result')).toBeVisible();
  expect((await requests(inspector)).map(({ args }) => args)).toEqual([[0], [1], [2], [3], [4], [5]]);
});

test('a sequence is stopped, and says how far it came', async ({ inspector }) => {
  await open(inspector, [
    READ,
    call(2, 'late', [1], 1, { at: 3_600_000_000, outcome: { at: 3_600_000_400, status: 'ok' } }),
  ]);
  await inspector.page.keyboard.press('Control+Shift+j');
  const panel = panelOf(inspector);
  await panel.getByLabel('Pace').selectOption('as recorded');
  await panel.getByRole('button', { name: 'Play 2' }).click();
  await expect(panel.getByRole('status')).toContainText('1 of 2 sent');
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel.getByRole('status')).toContainText('Stopped: 1 of 2 sent');
});

test('messages are copied as code', async ({ inspector }) => {
  await open(inspector);
  await inspector.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => inspector.page.evaluate(() => navigator.clipboard.readText());
  await chooseInMenu(inspector, 'notes:read', /^Copy as/, 'ipcRenderer.invoke(…)');
  await expect.poll(clipboard).toBe('const result = await ipcRenderer.invoke("notes:read", { id: "n-7f21" });');
  await chooseInMenu(inspector, 'badge:update', /^Copy as/, 'webContents.send(…)');
  await expect.poll(clipboard).toContain('?.send("badge:update", { unread: 2 });');
  await rowOf(inspector, 'notes:read').click();
  await inspector.detail.getByRole('button', { name: 'Copy as' }).click();
  await inspector.page.getByRole('menuitem', { name: 'Playwright test' }).click();
  await expect.poll(clipboard).toContain('expect(result).toEqual(');
});

test('nothing is sent into a capture that was opened, and it says why', async ({ inspector }) => {
  await inspector.open();
  await inspector.page.evaluate(() => window.harness.main.opened('old.escope'));
  await inspector.feed([READ]);
  await rowOf(inspector, 'notes:read').click({ button: 'right' });
  const item = inspector.page.getByRole('menuitem', { name: /^Resend/ });
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expect(item).toContainText('no app is running');
});

test('the panel is accessible', async ({ inspector }) => {
  await open(inspector);
  await answers(inspector, { 'notes:read': { status: 'ok', result: { ...NOTE, revision: 5 } } });
  await chooseInMenu(inspector, 'notes:read', /^Edit and resend/);
  await panelOf(inspector).getByRole('button', { name: 'Send' }).click();
  await expect(panelOf(inspector).getByText('Another result')).toBeVisible();
  await write(inspector, '{ id: oops }');
  await expect(panelOf(inspector).getByText(/“oops” is a name/)).toBeVisible();
  expect(await accessibilityProblems(inspector.page)).toEqual([]);
  await panelOf(inspector).getByRole('tab', { name: 'Play' }).click();
  await panelOf(inspector).getByRole('button', { name: 'Step' }).click();
  await expect(panelOf(inspector).getByRole('status')).toContainText('1 of');
  expect(await accessibilityProblems(inspector.page)).toEqual([]);
  expect(inspector.problems).toEqual([]);
});

test('a capture is played into an app that is started beside it', async ({ inspector }) => {
  await inspector.open();
  await inspector.page.evaluate(() => {
    const { main } = window.harness;
    main.opened('old.escope');
    main.startsBeside = () => {
      main.start();
      return true;
    };
  });
  await inspector.page.getByRole('button', { name: 'Play the capture into an app …' }).click();
  expect(await inspector.page.evaluate(() => window.harness.main.calls)).toContain('continueCapture');
  const panel = panelOf(inspector);
  await expect(panel.getByRole('tab', { name: 'Play' })).toHaveAttribute('aria-selected', 'true');
  const target = { electron: '', chrome: '', node: '', platform: '', arch: '', hooks: [], pid: 1, name: 'Notes' };
  const frame = {
    type: 'endpoint',
    id: 2,
    kind: 'frame',
    isMainFrame: true,
    webContentsId: 1,
    title: 'Notes',
  } as const;
  await inspector.feed([
    { type: 'target', target: 1, timeOrigin: 0, appPath: '/builds/1', ...target },
    { type: 'source', target: 1 },
    { ...frame, url: 'file:///builds/1/index.html' },
    READ,
    RENAME,
    { type: 'targetEnd', target: 1, endedAt: '2026-11-21T00:00:00Z' },
    { type: 'target', target: 2, timeOrigin: 1e9, appPath: '/builds/2', ...target },
    { type: 'source', target: 2 },
    { ...frame, id: 7, url: 'file:///builds/2/index.html' },
    call(1, 'notes:own', [], 0, { from: 7 }),
  ] as JournalEntry[]);
  await inspector.page.evaluate(() => {
    window.harness.main.replayPlaces = [{ target: 2, endpoint: 7, kind: 'frame', canSend: true }];
  });
  await answers(inspector, { 'notes:read': { status: 'ok', result: NOTE } });
  await panel.getByLabel('Messages').selectOption('the same, of apps that have ended');
  await panel.getByRole('button', { name: 'Play 2' }).click();
  // The frame that is not there yet is waited for as long as an app may need to open it.
  await expect(panel.getByRole('status')).toContainText('Done: 2 of 2 sent, 1 differs', { timeout: 30_000 });
  const sent = await requests(inspector);
  expect(sent).toMatchObject([{ target: 2, endpoint: 7, channel: 'notes:read', origin: { target: 1, seq: 1 } }]);
});
