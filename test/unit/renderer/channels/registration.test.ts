import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCaptures } from '../../../../src/main/recordings/mergeCaptures';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { registrationsOf } from '../../../../src/renderer/channels/registration';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { writeCapture } from '../../../support/captureFiles';
import { foldOf } from '../../../support/filtering';
import { temporaryFolder } from '../../../support/temporaryFolder';

const run = (target: number, ...channels: object[]): JournalEntry[] => [
  {
    type: 'target',
    target,
    pid: target,
    name: 'Notes',
    electron: '45',
    chrome: '1',
    node: '24',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_795_000_000_000_000 + target,
    hooks: [],
  },
  { type: 'source', target },
  ...channels.map((channel) => ({ type: 'channel', at: 1, emitter: 'ipcMain', ...channel }) as JournalEntry),
];

const nameOf = (target: number) => `app ${target}`;

test('registrations of merged captures do not add up', async () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b'].map((name) => join(folder, `${name}.escope`));
  const entries = run(1, { channel: 'seen', on: 1 }, { channel: 'list', handle: 'handle' });
  for (const path of paths) writeCapture(path, entries);
  const merged = join(folder, 'merged.escope');
  await mergeCaptures(paths, merged, { writerName: 'test' });
  const session = await OpenedSession.open(merged);
  const registrations = registrationsOf(session.fold.facts.channels, nameOf);
  await session.close();
  expect(registrations.get('seen')).toMatchObject({ label: 'listener', isRegisteredTwice: false });
  expect(registrations.get('list')).toMatchObject({ label: 'handled', isRegisteredTwice: false });
  expect(registrations.get('seen')?.detail).toBe(
    'app 1: ipcMain: on × 1, never hit\napp 2: ipcMain: on × 1, never hit',
  );
});

test('listeners on emitters of one app do, and where apps differ both are shown', () => {
  const { facts } = foldOf([
    ...run(
      1,
      { channel: 'a', on: 1 },
      { channel: 'a', on: 1, emitter: 'webContents', webContentsId: 1 },
      { channel: 'b', on: 2 },
    ),
    ...run(2, { channel: 'a', handle: 'handle' }),
  ]);
  const registrations = registrationsOf(facts.channels, nameOf);
  expect(registrations.get('a')).toMatchObject({ label: '2 listeners / handled', isRegisteredTwice: false });
  expect(registrations.get('b')).toMatchObject({ label: '2 listeners', isRegisteredTwice: true });
  expect(registrations.get('b')?.detail).toBe('ipcMain: on × 2, never hit, up to 2 listeners at a time');
});
