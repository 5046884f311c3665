/** The recorded demo of the README stays small enough for a page. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';

const picture = join('docs', 'demo.gif');

test('the README shows docs/demo.gif, which has at most 2 MB and moves', async () => {
  expect(readFileSync(join(projectRoot, 'README.md'), 'utf8')).toContain('docs/demo.gif');
  const bytes = readFileSync(join(projectRoot, picture));
  expect(bytes.length).toBeLessThanOrEqual(2_000_000);
  const { format, pages } = await sharp(bytes).metadata();
  expect(format).toBe('gif');
  expect(pages).toBeGreaterThan(10);
});
