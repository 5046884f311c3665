import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { mergeCaptures } from '../../../../src/main/recordings/mergeCaptures';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { encodeLine } from '../../../../src/shared/journal/lineCodec';
import { HEADER, writeRandomCapture } from '../../../support/captureFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

const UNPACKED = 20_000_000;

/** 20 KB that become 20 MB. */
function bombIn(folder: string): string {
  const path = join(folder, 'bomb.escope.gz');
  writeFileSync(path, gzipSync(encodeLine(HEADER) + '\n'.repeat(UNPACKED)));
  return path;
}

test('a compressed file that becomes too large is refused, and nothing of it is left', async () => {
  const path = bombIn(temporaryFolder());
  const opening = OpenedSession.open(path, { unpacking: { bytes: 1e6 } });
  await expect(opening).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringMatching(
      /bomb\.escope\.gz becomes more than [\d.]+ \w+ when it is unpacked, from [\d.]+ KB\./,
    ),
    remedy: expect.stringContaining('--max-unpacked'),
  });
  expect(ownFolders()).toEqual([]);
});

test('it is unpacked where somebody agrees, who is asked again for much more', async () => {
  const path = bombIn(temporaryFolder());
  const asked: number[] = [];
  const agreeing = { bytes: 1e6, mayExceed: async (_path: string, bytes: number) => asked.push(bytes) > 0 };
  const session = await OpenedSession.open(path, { unpacking: agreeing });
  expect(asked).toEqual([1e6, 8e6]);
  await session.close();
  const refusing = { bytes: 1e6, mayExceed: async () => false };
  await expect(OpenedSession.open(path, { unpacking: refusing })).rejects.toMatchObject({ name: 'AbortError' });
  expect(ownFolders()).toEqual([]);
});

test('merging unpacks no more than that either', async () => {
  const folder = temporaryFolder();
  const paths = [bombIn(folder), join(folder, 'other.escope')];
  writeRandomCapture(paths[1] as string, 1, 10);
  const merged = join(folder, 'merged.escope');
  const merging = mergeCaptures(paths, merged, { writerName: 'test', unpacking: { bytes: 1e6 } });
  await expect(merging).rejects.toMatchObject({ code: 'too-large' });
  expect(existsSync(merged)).toBe(false);
});

function ownFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`electroscope-open-${process.pid}.`));
}
