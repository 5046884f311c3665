/** The recorded demo of the README stays small enough for a page. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';

const picture = join('docs', 'demo.gif');

test('the README shows docs/demo.gif, which has at most 2 MB and moves', () => {
  expect(readFileSync(join(projectRoot, 'README.md'), 'utf8')).toContain('docs/demo.gif');
  const bytes = readFileSync(join(projectRoot, picture));
  expect(bytes.length).toBeLessThanOrEqual(2_000_000);
  expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
  // Each frame of a recording has a graphic control extension.
  const frames = bytes.toString('latin1').split('\x21\xf9\x04').length - 1;
  expect(frames).toBeGreaterThan(10);
});
