import { expect, test } from 'vitest';
import { servedFile } from '../../../../src/main/window/servedFile';

test.each([
  ['electroscope://window/index.html', '/out/renderer/index.html'],
  ['electroscope://window/assets/a%20b.js', '/out/renderer/assets/a b.js'],
  ['electroscope://window/%E0%A4%A', undefined],
  ['electroscope://window/%', undefined],
  ['electroscope://window/..%2F..%2Fmain%2Findex.js', undefined],
  ['electroscope://elsewhere/index.html', undefined],
  // Only begins like the folder.
  ['electroscope://window/..%2Frenderer-old%2Findex.html', undefined],
  ['electroscope://window/', '/out/renderer/'],
])('%s is %s', (url, file) => {
  expect(servedFile('/out/renderer', url)).toBe(file);
});
