/** One bundle is built alone, and the packages have what the table of bundles says. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { BUNDLES, buildBundle, emptyBundleFolders } from '../../../scripts/bundles.mjs';
import { projectRoot } from '../../support/paths';
import { temporaryFolder } from '../../support/temporaryFolder';

/** Plain Node runs it from the sources, so it is not packaged. */
const NOT_PACKAGED = 'cli';

const named = (name: string) => {
  const bundle = BUNDLES.find((each) => each.name === name);
  if (bundle === undefined) throw new Error(`there is no bundle ${name}`);
  return bundle;
};

test('a bundle is built alone, beside what others have written', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'agent'));
  writeFileSync(join(folder, 'agent', 'agent.cjs'), 'as it was');

  const file = await buildBundle(named('timing-preload'), folder);

  expect(file).toBe(join(folder, 'agent', 'timing-preload.cjs'));
  expect(readdirSync(join(folder, 'agent')).toSorted()).toEqual(['agent.cjs', 'timing-preload.cjs']);
  expect(readFileSync(join(folder, 'agent', 'agent.cjs'), 'utf8')).toBe('as it was');
  const built = readFileSync(file, 'utf8');
  expect(built).toMatch(/^"use strict";/);
  expect(built).not.toMatch(/require\(['"]\./);
});

test('a build of everything removes what earlier ones left', () => {
  const folder = temporaryFolder();
  for (const { output } of BUNDLES) mkdirSync(join(folder, dirname(output)), { recursive: true });
  writeFileSync(join(folder, 'agent', 'earlier.cjs'), '');
  writeFileSync(join(folder, 'captures'), '');
  emptyBundleFolders(folder);
  expect(readdirSync(folder)).toEqual(['captures']);
});

test('the desktop package has the folders of the bundles, outside the archive', () => {
  const lines = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8').split('\n');
  const lineOf = (key: string) => lines.find((line) => line.startsWith(`${key}:`));
  const packaged = BUNDLES.filter(({ name }) => name !== NOT_PACKAGED).map(({ output }) => dirname(output));
  const folders = [...new Set(packaged)];
  expect(lineOf('files')).toContain(`'out/{main,preload,renderer,${folders.join(',')}}/**'`);
  expect(lineOf('asarUnpack')).toBe(`asarUnpack: [${folders.map((folder) => `'out/${folder}/**'`).join(', ')}]`);
});

test('the npm package has the folders of the bundles and of the window', () => {
  const { files } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { files: string[] };
  const published = files.flatMap((pattern) => /^out\/\{(.*)\}\/\*\*$/.exec(pattern)?.[1]?.split(',') ?? []);
  const built = new Set(['main', 'preload', 'renderer', ...BUNDLES.map(({ output }) => dirname(output))]);
  expect(published.toSorted()).toEqual([...built].toSorted());
});
