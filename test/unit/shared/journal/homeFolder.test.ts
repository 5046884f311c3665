import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { saveCapture } from '../../../../src/main/recordings/saveCapture';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { withoutHomeFolder } from '../../../../src/shared/journal/homeFolder';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import { writeCapture } from '../../../support/captureFiles';
import { exportFile } from '../../../support/exporting';
import { temporaryFolder } from '../../../support/temporaryFolder';

test.each([
  ['/home/ada/work/app', '~/work/app'],
  ['/home/ada', '~'],
  ['/var/home/ada/app', '~/app'],
  ['/Users/ada/app', '~/app'],
  ['/root/app', '~/app'],
  ['/root', '~'],
  [String.raw`C:\Users\Ada Lovelace\app`, String.raw`~\app`],
  ['C:/Users/ada/app', '~/app'],
  ['file:///home/ada/app/index.html?x=1', 'file:///~/app/index.html?x=1'],
  ['file:///C:/Users/Ada%20L/index.html', 'file:///~/index.html'],
  ['file:///Users/ada/index.html', 'file:///~/index.html'],
  ['at save (/home/ada/app/main.js:3:1)', 'at save (~/app/main.js:3:1)'],
  ['at file:///home/ada/app/main.js:3:1', 'at file:///~/app/main.js:3:1'],
  // No home folders.
  ['/rooted/app', '/rooted/app'],
  ['/opt/home/ada', '/opt/home/ada'],
  ['https://example.org/home/ada', 'https://example.org/home/ada'],
  ['https://example.org/Users/ada?next=x', 'https://example.org/Users/ada?next=x'],
  ['app://notes/root/', 'app://notes/root/'],
])('%s', (text, expected) => {
  expect(withoutHomeFolder(text)).toBe(expected);
});

test('takes time in proportion to a text', () => {
  for (const part of ['/home/', 'file://', '/Users/a', 'C:\\Users\\', '/root']) {
    const text = part.repeat(200_000);
    expect(withoutHomeFolder(text).length).toBeLessThanOrEqual(text.length);
  }
});

test('a sanitised save and export tell no user’s name but in payloads; any other leaves paths as they are', async () => {
  const entries: JournalEntry[] = [
    {
      type: 'target',
      target: 1,
      pid: 7,
      name: 'a',
      electron: '33',
      chrome: '1',
      node: '20',
      platform: 'linux',
      arch: 'x64',
      timeOrigin: 1_795_000_000_000_000,
      hooks: [],
      appPath: '/home/ada/app',
    },
    { type: 'source', target: 1 },
    { type: 'endpoint', id: 2, kind: 'frame', url: 'file:///home/ada/app/index.html', title: '/home/ada/app' },
    {
      type: 'message',
      seq: 1,
      at: 1,
      kind: 'send',
      direction: 'to-renderer',
      channel: 'c',
      from: 1,
      to: 2,
      size: 1,
      args: [],
      stack: 'at save (/home/ada/app/main.js:1:1)',
    },
    { type: 'stack', seq: 1, stack: 'at load (/home/ada/app/page.js:1:1)' },
    { type: 'fault', at: 2, where: 'x', message: 'Error at /home/ada/app/main.js' },
  ];
  const path = join(temporaryFolder(), 'a.escope');
  writeCapture(path, entries);
  const session = await OpenedSession.open(path);
  const saved = join(temporaryFolder(), 'saved.escope');
  await saveCapture(session, saved, { writerName: 'test' });
  expect(readFileSync(saved, 'utf8').match(/home\/ada/g)).toHaveLength(6);
  await saveCapture(session, saved, { writerName: 'test', redaction: DEFAULT_RULES });
  const text = readFileSync(saved, 'utf8');
  expect(text).not.toContain('ada');
  expect(text).toContain('"appPath":"~/app"');
  expect(text).toContain('"url":"file:///~/app/index.html"');
  expect(text).toContain('at save (~/app/main.js:1:1)');
  await session.close();
  for (const format of ['jsonl', 'csv', 'har', 'trace', 'escope'] as const) {
    expect(await exportFile(path, format, '', { redaction: DEFAULT_RULES }), format).not.toContain('ada');
  }
});
