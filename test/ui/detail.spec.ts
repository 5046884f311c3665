import type { JournalEntry } from '../../src/shared/journal/entries';
import { expect, test } from '../support/windowPage';

const HOSTILE = {
  script: '<script>window.owned = true</script><img src=x onerror="window.owned = true">',
  ansi: '\u001b[31mred\u001b[0m',
  bidi: 'user\u202egnp.exe',
  hidden: 'a\u200bb\u2060c',
  quotes: '"\'`\\',
};

const message = (args: unknown, more: object = {}) =>
  ({
    type: 'message',
    seq: 1,
    at: 0,
    kind: 'invoke',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 1,
    args,
    ...more,
  }) as JournalEntry;

test('shows hostile text as text', async ({ inspector }) => {
  await inspector.openSession(0);
  const protoKey = JSON.parse('{"__proto__": {"polluted": true}}');
  await inspector.feed([message([HOSTILE, protoKey], { channel: '<b>bold</b>\u202e' })]);
  await inspector.rows.first().click();
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await expect(tree).toContainText('<script>window.owned = true</script>');
  await expect(tree).toContainText('"\\u001b[31mred\\u001b[0m"');
  await expect(tree).toContainText('"user\\u202egnp.exe"');
  await expect(tree).toContainText('"a\\u200bb\\u2060c"');
  await expect(tree).toContainText('__proto__: ');
  const state = await inspector.page.evaluate(() => [
    'owned' in window,
    'polluted' in {},
    document.querySelectorAll('img, b script').length,
  ]);
  expect(state).toEqual([false, false, 0]);
});

test('says what is left out on purpose, and leads to the setting', async ({ inspector }) => {
  await inspector.openSession(0);
  const outcome = { at: 5, status: 'ok', size: 2048 };
  await inspector.feed([message(undefined, { internal: true, payloadOmitted: true, size: 1024, outcome })]);
  await inspector.page.getByRole('button', { name: 'Show Electron’s internal messages' }).click();
  await inspector.rows.first().click();
  await expect(inspector.detail).toContainText('1 KB');
  await expect(inspector.detail).toContainText('not recorded: Electron’s own message');
  await inspector.detail.getByRole('tab', { name: 'Result' }).click();
  await expect(inspector.detail).toContainText('2 KB');
  await inspector.detail.getByRole('button', { name: 'Record such payloads from now on' }).click();
  await expect(inspector.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

test('names the part of a result that could not be cloned', async ({ inspector }) => {
  await inspector.openSession(0);
  const error = { text: 'Error: An object could not be cloned.', place: 'result.rows[3].close, a function' };
  await inspector.feed([message([], { outcome: { at: 5, status: 'error' }, error })]);
  await inspector.rows.first().click();
  await inspector.detail.getByRole('tab', { name: 'Result' }).click();
  await expect(inspector.detail).toContainText('Could not be cloned');
  await expect(inspector.detail).toContainText('result.rows[3].close, a function');
});

test('opens a tree by keys alone', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([message([{ list: [1, { deep: 'x' }], other: true }])]);
  await inspector.rows.first().click();
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await tree.getByRole('treeitem').first().focus();
  const { keyboard } = inspector.page;
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(tree).toContainText('deep: "x"');
  await keyboard.press('ArrowLeft');
  await expect(tree).not.toContainText('deep: "x"}: ');
  await keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem').nth(1)).toBeFocused();
});

test('pages through long containers and texts, whatever their size', async ({ inspector }) => {
  await inspector.openSession(0);
  const long = Array.from({ length: 100_000 }, (_, i) => i);
  await inspector.feed([message([long, 'line\n'.repeat(50_000)])]);
  await inspector.rows.first().click();
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await tree.getByText('[90000 … 99999]').click();
  await tree.getByText('[99900 … 99999]').click();
  await expect(tree).toContainText('99999: 99999');
  await tree.getByText('Array(100000)').click();
  await tree.getByText(/^1: /).click();
  await tree.getByRole('button', { name: /^Show 20,000 more of 246,000 characters/ }).click();
  await expect(tree.getByRole('button', { name: /of 226,000 characters/ })).toBeVisible();
});

test('says what was cut, and how much there was', async ({ inspector }) => {
  await inspector.openSession(0);
  const cutBytes = { $: 'cut', of: 'bytes', type: 'Uint8Array', length: 5_000_000, base64: 'AAEC' };
  const cutText = { $: 'cut', of: 'string', length: 9000, v: 'beginning' };
  const cutArray = { $: 'cut', of: 'array', length: 12_345, v: [1, 2], reason: 'bytes' };
  await inspector.feed([message([cutBytes, cutText, cutArray], { truncated: true })]);
  await expect(inspector.rows.first()).toContainText('cut');
  await inspector.rows.first().click();
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await expect(tree).toContainText('3 of 5,000,000 bytes recorded');
  await expect(tree).toContainText('9 of 9,000 characters recorded');
  await expect(tree).toContainText('2 of 12,345 entries recorded');
});

test('copes with entries that no agent would write', async ({ inspector }) => {
  await inspector.openSession(0);
  const odd = [
    { $: 'nonsense' },
    { $: 'ref', id: 99 },
    { $: 'map' },
    { $: 'bytes', type: 'X', base64: '!!' },
    { $: null },
  ];
  await inspector.feed([message(odd, { error: 7 })]);
  await inspector.rows.first().click();
  await expect(inspector.detail.getByRole('heading', { name: 'c' })).toBeVisible();
  for (const name of ['Result', 'Timing', 'Ports', 'Stack', 'Endpoints', 'Raw']) {
    await inspector.detail.getByRole('tab', { name }).click();
    await expect(inspector.detail.getByRole('tabpanel')).toBeVisible();
  }
});

test('shows timing, endpoints and the raw entry', async ({ inspector }) => {
  await inspector.openSession(3, 8);
  await inspector.rows.first().click();
  const { detail } = inspector;
  await detail.getByRole('tab', { name: 'Timing' }).click();
  await expect(detail).toContainText('into the session');
  await detail.getByRole('tab', { name: 'Endpoints' }).click();
  await expect(detail).toContainText('main process');
  await detail.getByRole('tab', { name: 'Raw' }).click();
  await expect(detail).toContainText('"type": "message"');
});

test('splits the time into its phases, and says why where it can’t', async ({ inspector }) => {
  await inspector.openSession(0);
  const frame = { type: 'endpoint', id: 2, kind: 'frame', title: 'Settings', isMainFrame: true } as const;
  const end = { dispatched: { at: 1500, listeners: { ipcMain: 1 } }, outcome: { at: 21_000, status: 'ok' } } as const;
  await inspector.feed([
    { ...frame, timing: 'on' },
    message([], { at: 1000, kind: 'invoke', channel: 'split', from: 2, ...end }),
    message([], { seq: 2, at: 1000, kind: 'sendSync', channel: 'sync', from: 2, ...end }),
    message([], { seq: 3, at: 1000, kind: 'send', channel: 'untold', from: 2, ...end }),
    {
      type: 'delivery',
      clockErrorUs: 150,
      times: [
        [1, 800, 21_300],
        [2, 800, 21_300],
      ],
    },
    { ...frame, timing: 'lost' },
    message([], { seq: 4, at: 1000, kind: 'send', channel: 'lost', from: 2, ...end }),
    frame,
    message([], { seq: 5, at: 1000, kind: 'send', channel: 'without', from: 2, ...end }),
  ]);
  const { detail, rows } = inspector;
  const tab = detail.getByRole('tabpanel');
  await rows.nth(0).click();
  await detail.getByRole('tab', { name: 'Timing' }).click();
  for (const text of ['Transit200 µs', 'Blocking500 µs', 'Handler20 ms', 'Return300 µs', '±150 µs']) {
    await expect(tab).toContainText(text);
  }
  await expect(tab).toContainText('Duration20.5 ms');
  await rows.nth(1).click();
  await expect(tab).toContainText('Frame blocked20.5 ms');
  await rows.nth(2).click();
  await expect(tab).toContainText('the frame has not reported it');
  await rows.nth(3).click();
  await expect(tab).toContainText('could no longer be matched');
  await rows.nth(4).click();
  await expect(tab).toContainText('the timing preload is not in this document');
});

test('shows the history of a port: its origin, each hop, its end', async ({ inspector }) => {
  await inspector.openSession(0);
  const port = (at: number, id: number, event: string, more: object = {}) =>
    ({ type: 'port', at, port: id, event, ...more }) as JournalEntry;
  await inspector.feed([
    { type: 'endpoint', id: 2, kind: 'frame', title: 'Settings', isMainFrame: true },
    { type: 'endpoint', id: 3, kind: 'frame', title: 'Editor', isMainFrame: true },
    port(10, 7, 'arrived', { peer: 8, from: 2 }),
    message([], { kind: 'postMessage', channel: 'connect', ports: [7] }),
    port(20, 7, 'transferred', { from: 2, to: 1, seq: 1 }),
    message(['hello'], { seq: 2, at: 30, kind: 'port', direction: 'port', channel: 'port 7', port: 8 }),
  ]);
  const [carrier, onPort] = [inspector.rows.nth(0), inspector.rows.nth(1)];
  await expect(onPort).toContainText('port 7· from Settings');
  await carrier.click();
  await inspector.detail.getByRole('tab', { name: 'Ports' }).click();
  await expect(inspector.detail).toContainText('Transferred ports');
  await expect(inspector.detail).toContainText('port 7 · from Settings');
  await onPort.click();
  const { detail } = inspector;
  await expect(detail).toContainText('port 8 · from Settings · other end of port 7');
  await expect(detail).toContainText('port 7 came to main, from Settings, which may still have its other end');
  await expect(detail).toContainText('port 7: Settings → main, in message #1');
  await expect(detail).toContainText('0 messages on port 7, 1 on port 8');
  // It goes on while it is looked at.
  await inspector.feed([
    message([], { seq: 3, at: 40, from: 1, to: 3, kind: 'postMessage', channel: 'give', ports: [7] }),
    port(41, 7, 'transferred', { from: 1, to: 3, seq: 3 }),
    port(42, 7, 'passedOn'),
  ]);
  await expect(detail).toContainText('port 7: main → Editor, in message #3');
  await expect(detail).toContainText('passed through main, traffic no longer visible here');
});

test('distinguishes endpoints, and says that one has ended', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([
    {
      type: 'endpoint',
      id: 2,
      kind: 'frame',
      title: 'Mail',
      url: 'https://mail.test/inbox',
      isMainFrame: true,
      origin: 'https://mail.test',
      partition: 'persist:mail',
      webContentsId: 4,
      webContentsType: 'webview',
      pid: 88,
    },
    { type: 'endpoint', id: 3, kind: 'utility', title: 'indexer', pid: 99 },
    message([], { to: 3 }),
    { type: 'endpointEnd', id: 3, at: 50, exitCode: 3 },
  ]);
  await inspector.rows.first().click();
  await inspector.detail.getByRole('tab', { name: 'Endpoints' }).click();
  for (const text of [
    'https://mail.test',
    'persist:mail',
    '4 (webview)',
    '88',
    'with exit code 3',
    'traffic inside the child',
  ]) {
    await expect(inspector.detail).toContainText(text);
  }
});

test('shows where a message was sent from, and that something is hidden in it', async ({ inspector }) => {
  await inspector.openSession(0);
  const args = [
    { password: { $: 'redacted', by: 'key', rule: '*password', type: 'string', size: 'short' } },
    { $: 'redacted', by: 'pattern', rule: 'bearer token', type: 'string', text: 'Bearer ‹redacted: bearer token›' },
  ];
  const stack = 'at save (/app/main.js:12:3)\nat open (/app/main.js:20:5)';
  await inspector.feed([
    message(args, { channel: 'REMOTE_BROWSER_MEMBER_GET', stack, redacted: true }),
    message([], { seq: 2, channel: 'plain' }),
  ]);
  await expect(inspector.rows.first()).toContainText('@electron/remote');
  await inspector.rows.nth(1).click();
  await expect(inspector.detail).not.toContainText('parts redacted');
  await inspector.filter.fill('is:redacted');
  await expect(inspector.rows).toHaveCount(1);
  await inspector.rows.first().click();
  await expect(inspector.detail).toContainText('parts redacted');
  const tree = inspector.detail.getByRole('tree', { name: 'Arguments' });
  await expect(tree).toContainText('password: ‹redacted short text›');
  await expect(tree).toContainText('redacted in the target by the rule “*password” for its name');
  await expect(tree).toContainText('"Bearer ‹redacted: bearer token›"');
  await inspector.detail.getByRole('tab', { name: 'Stack' }).click();
  await expect(inspector.detail).toContainText('at save (/app/main.js:12:3)');
  await inspector.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await inspector.detail.getByRole('button', { name: '(/app/main.js:20:5)' }).click();
  await expect(inspector.statusBar).toContainText('Place in the source copied');
  expect(await inspector.page.evaluate(() => navigator.clipboard.readText())).toBe('/app/main.js:20:5');
});
