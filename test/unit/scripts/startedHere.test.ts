import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { virtualDisplay } from '../../../scripts/setup/display.mjs';
import { isStarted } from '../../../scripts/setup/paths.mjs';
import { onlyWhere, posix } from '../../support/conditions';
import { temporaryFolder } from '../../support/temporaryFolder';

test(
  'a script knows that it was started, whatever path led to it',
  onlyWhere(posix, 'links need a right on Windows'),
  () => {
    const folder = temporaryFolder();
    const script = join(folder, 'build.mjs');
    const link = join(folder, 'link');
    writeFileSync(script, '');
    symlinkSync(folder, link);
    const { href } = pathToFileURL(script);
    expect(isStarted(href, script)).toBe(true);
    expect(isStarted(href, join(link, 'build.mjs'))).toBe(true);
    expect(isStarted(href, join(folder, 'other.mjs'))).toBe(false);
    expect(isStarted(href, undefined)).toBe(false);
  },
);

test('windows of tests go to the virtual display, also on a desktop with Wayland', () => {
  expect(virtualDisplay(':99')).toEqual({ DISPLAY: ':99', WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' });
});
