import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { outOfReach } from '../../../../src/main/targets/nodeInspector/injectAgent';
import { signalRemedy } from '../../../../src/main/targets/nodeInspector/openInspector';
import { readPackagedBinary } from '../../../../src/main/targets/packagedApp';
import { temporaryFolder } from '../../../support/temporaryFolder';

const { platform } = process;
const setPlatform = (value: string) => Object.defineProperty(process, 'platform', { value });
afterEach(() => void setPlatform(platform));

test('an app that can’t read the agent may be in the sandbox of macOS, if both run there', () => {
  setPlatform('darwin');
  expect(outOfReach('Notes', 'darwin').message).toContain('the sandbox of macOS');
  expect(outOfReach('Notes', 'linux').message).not.toContain('the sandbox of macOS');
  setPlatform('linux');
  expect(outOfReach('Notes', 'darwin').message).not.toContain('the sandbox of macOS');
});

test('on Windows, a process may be built for another processor', () => {
  expect(signalRemedy('win32', 'x64')).toContain('not built for x64');
  expect(signalRemedy('linux', 'x64')).not.toContain('built for');
});

test('of an AppImage, both ways to its app are named', async () => {
  const image = join(temporaryFolder(), 'Example.AppImage');
  writeFileSync(image, Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\0AI\x02', 'latin1'), Buffer.alloc(100)]));
  await expect(readPackagedBinary(image)).rejects.toMatchObject({
    code: 'not-an-electron-app',
    message: expect.stringContaining('an AppImage'),
    remedy: expect.stringMatching(/electroscope run -- .*--appimage-extract/),
  });
});
