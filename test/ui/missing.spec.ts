/** What is missing from a session, and how its apps ended, shown between the messages. */

import type { JournalEntry, MessageEntry, TargetEndEntry } from '../../src/shared/journal/entries';
import { accessibilityProblems } from '../support/accessibility';
import { expect, test, type WindowPage } from '../support/windowPage';

const VERSIONS = { electron: '45.4.1', chrome: '152', node: '24', platform: 'linux', arch: 'x64' };

function app(target: number, name: string): JournalEntry[] {
  const frame = { title: `${name} window`, isMainFrame: true, url: 'app://index.html', webContentsId: 1 };
  return [
    { type: 'target', target, name, pid: 4000 + target, ...VERSIONS, timeOrigin: 1_795_000_000_000_000, hooks: [] },
    { type: 'source', target },
    { type: 'endpoint', id: 1, kind: 'main', pid: 4000 + target },
    { type: 'endpoint', id: 2, kind: 'frame', ...frame },
  ];
}

function message(seq: number, channel: string, more: Partial<MessageEntry> = {}): JournalEntry {
  const at = seq * 1000;
  return {
    type: 'message',
    seq,
    at,
    kind: 'invoke',
    direction: 'to-main',
    channel,
    from: 2,
    to: 1,
    size: 2048,
    dispatched: { at: at + 200 },
    outcome: { at: at + 400, status: 'ok' },
    args: [{ seq }],
    ...more,
  };
}

const gap = (at: number, messages: number): JournalEntry => ({
  type: 'gap',
  at,
  until: at + 100,
  messages,
  reason: 'the inspector could not keep up',
});
const end = (target: number, how: Partial<TargetEndEntry> = {}): JournalEntry => ({
  type: 'targetEnd',
  target,
  endedAt: '2026-11-18T10:00:00.000Z',
  ...how,
});

/** The lines of the list, from top to bottom: channels of messages, texts of dividers. */
function lines({ grid }: WindowPage): Promise<string[]> {
  return grid.locator('[role=row][aria-selected], [data-event]').evaluateAll((elements) =>
    elements
      .filter((element) => !(element as HTMLElement).hidden)
      .map((element) => ({
        top: Number.parseFloat((element as HTMLElement).style.top),
        text: (element.querySelector('[data-column=channel]') ?? element.querySelector('b'))?.textContent ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
}

test('messages that are missing stand between those around them, live and filtered, but not where they are sorted', async ({
  inspector,
}) => {
  await inspector.openSession(0);
  await inspector.feed([...app(1, 'Notes'), message(1, 'a'), message(2, 'b'), gap(2500, 2), message(5, 'a')]);
  await expect.poll(() => lines(inspector)).toEqual(['Window opened', 'a', 'b', '2 messages missing here', 'a']);
  await expect(inspector.statusBar).toContainText('2 dropped');
  await inspector.feed([gap(5500, 1)]);
  await expect.poll(async () => (await lines(inspector)).at(-1)).toBe('1 message missing here');
  await inspector.feed([message(7, 'b')]);
  const all = ['Window opened', 'a', 'b', '2 messages missing here', 'a', '1 message missing here', 'b'];
  await expect.poll(() => lines(inspector)).toEqual(all);
  await expect(inspector.grid.locator('[data-event=missing]').first()).toHaveAttribute('title', /could not keep up/);
  await expect(inspector.statusBar).toContainText('3 dropped');

  await inspector.filter.fill('channel=b');
  await expect.poll(() => lines(inspector)).toEqual(['Window opened', 'b', '3 messages missing here', 'b']);
  await inspector.filter.fill('');
  await inspector.page.getByRole('columnheader', { name: 'Channel' }).click();
  await expect.poll(() => lines(inspector)).toEqual(['a', 'a', 'b', 'b']);
});

test('how apps ended stands before what came next', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([...app(1, 'Notes'), message(1, 'a'), end(1, { signal: 'SIGKILL', incomplete: true })]);
  const { grid, statusBar } = inspector;
  await expect.poll(() => lines(inspector)).toEqual(['Window opened', 'a', 'App was killed by SIGKILL']);
  await expect(grid).toContainText('without its last words: messages may be missing');
  await expect(statusBar).not.toContainText('0 dropped');
  await expect(statusBar).toContainText('messages may be missing');
  await inspector.feed([...app(2, 'Notes'), message(1, 'b'), end(2, { exitCode: 3 })]);
  await expect
    .poll(async () => (await lines(inspector)).slice(2))
    .toEqual(['App was killed by SIGKILL', 'Window opened', 'b', 'App ended with exit code 3']);
  expect(await accessibilityProblems(inspector.page)).toEqual([]);
});

test('a payload that was given up is marked, found, and explained in the detail', async ({ inspector }) => {
  await inspector.openSession(0);
  await inspector.feed([
    ...app(1, 'Notes'),
    message(1, 'whole'),
    message(2, 'given-up', { truncated: true, payloadDropped: true, args: undefined }),
    message(3, 'answer-given-up', { outcome: undefined }),
    { type: 'outcome', seq: 3, at: 3400, status: 'ok', size: 4096, truncated: true, payloadDropped: true },
  ]);
  const { rows, filter, detail } = inspector;
  await filter.fill('is:payload-dropped');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('payload dropped');
  await expect(rows.first()).not.toContainText('cut');
  await rows.first().click();
  await expect(detail).toContainText('payload dropped: the inspector could not keep up; 2 KB');
  await rows.nth(1).click();
  await detail.getByRole('tab', { name: 'Result' }).click();
  await expect(detail).toContainText('payload dropped: the inspector could not keep up; 4 KB');
});
