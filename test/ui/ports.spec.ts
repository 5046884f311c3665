import type { JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { expect, test, type WindowPage } from '../support/windowPage';

const said = (seq: number, at: number, port: number, text: string): JournalEntry => ({
  type: 'message',
  seq,
  at,
  kind: 'port',
  direction: 'port',
  channel: 'port 3',
  port,
  from: port === 3 ? 1 : 2,
  to: port === 3 ? 2 : 1,
  size: 20,
  dispatched: { at: at + 40 },
  outcome: { at: at + 40, status: 'ok' },
  args: [text],
});

const CARRIER: MessageEntry = {
  type: 'message',
  seq: 1,
  at: 200_000,
  kind: 'postMessage',
  direction: 'to-renderer',
  channel: 'take-port',
  from: 1,
  to: 2,
  size: 10,
  ports: [4],
  outcome: { at: 200_100, status: 'ok' },
  args: ['here'],
};

/** Main makes a channel, gives one end to the editor, they talk, and main closes it; another one is passed on. */
const ENTRIES: readonly JournalEntry[] = [
  { type: 'endpoint', id: 1, kind: 'main' },
  { type: 'endpoint', id: 2, kind: 'frame', title: 'Editor', isMainFrame: true },
  { type: 'endpoint', id: 3, kind: 'frame', title: 'Preview', isMainFrame: true },
  { type: 'port', event: 'created', port: 3, peer: 4, from: 1, at: 100_000 },
  CARRIER,
  { type: 'port', event: 'transferred', port: 4, from: 1, to: 2, seq: 1, at: 200_000 },
  { type: 'port', event: 'started', port: 3, at: 210_000 },
  said(2, 300_000, 3, 'question'),
  said(3, 320_000, 4, 'answer'),
  { type: 'port', event: 'arrived', port: 5, peer: 6, from: 2, at: 400_000 },
  { ...CARRIER, seq: 4, at: 400_000, direction: 'to-main', from: 2, to: 1, ports: [5] },
  { type: 'port', event: 'transferred', port: 5, from: 1, to: 3, at: 450_000 },
  { type: 'port', event: 'passedOn', port: 5, at: 450_000 },
  { type: 'port', event: 'closed', port: 3, by: 'main', at: 900_000 },
];

async function openPorts(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed(ENTRIES);
  await inspector.page.keyboard.press('Control+3');
}

const portsOf = ({ page }: WindowPage) => page.getByRole('grid', { name: 'Ports' });

test('lists every port with its origin, its state, its messages and hops', async ({ inspector }) => {
  await openPorts(inspector);
  const rows = portsOf(inspector).locator('[role=row][aria-selected]');
  await expect(rows).toHaveCount(2);
  const cells = (row: number) => rows.nth(row).getByRole('gridcell');
  await expect(cells(0)).toHaveText(['port 3', 'closed', 'main', '2', '1', /^-?0\.100 s$/]);
  await expect(cells(1)).toHaveText(['port 5', 'passed on', 'Editor', '0', '1', '0.200 s']);
  // Until one is chosen, the first of those that are listed is shown.
  await expect(inspector.page.getByRole('region', { name: 'Port 3' })).toBeVisible();
  await inspector.page.getByRole('searchbox', { name: 'Find a port' }).fill('passed');
  await expect(inspector.page.getByRole('region', { name: 'Port 5' })).toBeVisible();
  await expect(rows).toHaveCount(1);
});

test('shows a port as a conversation, of which every message can be opened', async ({ inspector }) => {
  await openPorts(inspector);
  const { page } = inspector;
  await expect(portsOf(inspector)).toContainText('passed on');
  await portsOf(inspector).focus();
  await page.keyboard.press('Home');
  const conversation = page.getByRole('region', { name: 'Port 3' });
  await expect(conversation).toContainText('its other end is port 4 · 2 messages');
  await expect(conversation.getByRole('listitem')).toContainText([
    'created in main, with port 4',
    'port 4: main → Editor, in message #1',
    'started in main',
    'closed by main',
  ]);
  const messages = page.getByRole('grid', { name: 'Messages on port 3' }).locator('[role=row][aria-selected]');
  await expect(messages).toHaveCount(2);
  await expect(messages.nth(0)).toContainText('mainEditor');
  await messages.nth(1).click();
  await expect(inspector.detail).toContainText('answer');
  await page.keyboard.press('ArrowUp');
  await expect(inspector.detail).toContainText('question');
  // The message that carried the port, too.
  await conversation.getByRole('button', { name: /in message #1/ }).click();
  await expect(inspector.detail).toContainText('take-port');
});

test('says why there are no messages to show', async ({ inspector }) => {
  await openPorts(inspector);
  const { page } = inspector;
  await portsOf(inspector).getByText('port 5').click();
  await expect(page.getByText('What its ends say to each other does not touch main')).toBeVisible();
  await portsOf(inspector).getByText('port 3').click();
  await inspector.filter.fill('kind:send');
  await expect(page.getByText('Its messages are not in view')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Port 3' })).toContainText('2 messages, 0 of them in view');
});

test('goes on as the session does', async ({ inspector }) => {
  await openPorts(inspector);
  const { page } = inspector;
  await portsOf(inspector).getByText('port 3').click();
  await inspector.feed([
    said(7, 950_000, 3, 'late'),
    { type: 'port', event: 'created', port: 9, peer: 10, from: 1, at: 990_000 },
    said(8, 960_000, 3, 'later'),
  ]);
  await expect(page.getByRole('grid', { name: 'Messages on port 3' })).toHaveAttribute('aria-rowcount', '5');
  await expect(portsOf(inspector).locator('[role=row][aria-selected]')).toHaveCount(3);
  await expect(portsOf(inspector)).toContainText('not started');
});

test('without any port says what would be one', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.page.keyboard.press('Control+3');
  await expect(inspector.page.getByText('Message channels appear here when')).toBeVisible();
});
