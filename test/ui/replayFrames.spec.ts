/** Frames of a recording that are not found in the app: the user chooses those that stand for them. */

import type { EndpointEntry, JournalEntry } from '../../src/shared/journal/entries';
import type { ReplayRequest } from '../../src/shared/replay/request';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const frame = (id: number, url: string, title: string, webContentsId = id): EndpointEntry => ({
  type: 'endpoint',
  id,
  kind: 'frame',
  isMainFrame: true,
  webContentsId,
  title,
  url,
});

const call = (seq: number, from: number, channel: string): JournalEntry => ({
  type: 'message',
  seq,
  at: seq * 1000,
  kind: 'invoke',
  direction: 'to-main',
  channel,
  from,
  to: 1,
  size: 1,
  outcome: { at: seq * 1000 + 400, status: 'ok' },
  args: [seq],
});

const panelOf = ({ page }: WindowPage) => page.getByRole('region', { name: 'Replay', exact: true });
const chooserOf = (inspector: WindowPage) =>
  panelOf(inspector).getByRole('region', { name: 'Frames that were not found' });
const requests = async ({ page }: WindowPage): Promise<ReplayRequest[]> => {
  const calls = await page.evaluate(() => window.harness.main.calls);
  return calls.filter((text) => text.startsWith('replay ')).map((text) => JSON.parse(text.slice(7)) as ReplayRequest);
};

/** Notes runs; Editor and Search, which sent messages too, are at no address of the app any more. */
async function open(inspector: WindowPage): Promise<void> {
  await inspector.openSession(0);
  await inspector.feed([
    frame(2, 'app://notes/', 'Notes'),
    frame(3, 'http://127.0.0.1:5173/editor', 'Editor'),
    frame(4, 'http://127.0.0.1:5173/search', 'Search'),
    call(1, 2, 'notes:list'),
    call(2, 3, 'editor:save'),
    call(3, 4, 'search:query'),
    call(4, 3, 'editor:close'),
    frame(8, 'app://one/', 'One'),
    frame(9, 'app://two/', 'Two'),
  ]);
  await inspector.page.evaluate(() => {
    const place = (endpoint: number) => ({ target: 1, endpoint, kind: 'frame' as const, canSend: true });
    window.harness.main.replayPlaces = [place(2), place(8), place(9)];
  });
  await inspector.page.keyboard.press('Control+Shift+j');
}

test('frames are chosen for those that were not found, and what was not sent is played', async ({ inspector }) => {
  await open(inspector);
  const panel = panelOf(inspector);
  await panel.getByRole('button', { name: 'Play 4' }).click();
  await expect(panel.getByRole('status')).toContainText('Done: 4 of 4 sent, 3 differ');
  expect((await requests(inspector)).map(({ endpoint }) => endpoint)).toEqual([2]);

  const chooser = chooserOf(inspector);
  await expect(chooser.getByRole('combobox')).toHaveCount(2);
  const again = chooser.getByRole('button', { name: /not sent$/ });
  await expect(again).toBeDisabled();
  expect(await accessibilityProblems(inspector.page)).toEqual([]);
  await chooser.getByLabel('Editor — http://127.0.0.1:5173/editor (2 messages)').selectOption('Two — app://two/');
  await expect(again).toHaveText('Play 2 that were not sent');
  await chooser.getByLabel('Search — http://127.0.0.1:5173/search (1 message)').selectOption('One — app://one/');
  await again.click();
  await expect(panel.getByRole('status')).toContainText('Done: 3 of 3 sent, none differs');
  await expect(chooser).toHaveCount(0);
  expect((await requests(inspector)).map(({ channel, endpoint }) => [channel, endpoint])).toEqual([
    ['notes:list', 2],
    ['editor:save', 9],
    ['search:query', 8],
    ['editor:close', 9],
  ]);
});

test('a choice holds for what is played later, also after the app was started again', async ({ inspector }) => {
  await open(inspector);
  const panel = panelOf(inspector);
  await panel.getByRole('button', { name: 'Play 4' }).click();
  await chooserOf(inspector)
    .getByLabel(/^Editor/)
    .selectOption('Two — app://two/');
  await inspector.feed([frame(12, 'app://two/', 'Two')]);
  await inspector.page.evaluate(() => {
    window.harness.main.replayPlaces = [2, 12].map((endpoint) => ({
      target: 1,
      endpoint,
      kind: 'frame' as const,
      canSend: true,
    }));
  });
  await panel.getByRole('button', { name: 'Play 4' }).click();
  await expect(panel.getByRole('status')).toContainText('Done: 4 of 4 sent, 1 differs');
  expect((await requests(inspector)).slice(1).map(({ channel, endpoint }) => [channel, endpoint])).toEqual([
    ['notes:list', 2],
    ['editor:save', 12],
    ['editor:close', 12],
  ]);
  await chooserOf(inspector).getByRole('combobox').selectOption('Notes — app://notes/');
  await chooserOf(inspector).getByRole('combobox').selectOption('None');
  await expect(chooserOf(inspector).getByRole('button', { name: /not sent$/ })).toBeDisabled();
});
