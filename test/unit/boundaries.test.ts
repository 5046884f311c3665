/** The linter guards the borders between rooms and the order of their folders; this test crosses each and expects to be stopped. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layerRules, ROOMS, type Room } from '../../scripts/layers.mjs';
import { projectRoot } from '../support/paths';

const FORBIDDEN: [path: string, imported: string][] = [
  ['src/shared/value/x.ts', '../../agent/clock'],
  ['src/shared/value/x.ts', '../../main/base/userError'],
  ['src/shared/value/x.ts', '../../renderer/App'],
  ['src/shared/value/x.ts', 'electron'],
  ['src/shared/value/x.ts', 'react'],
  ['src/shared/value/x.ts', 'node:fs'],
  ['src/agent/hooks/x.ts', '../../main/base/userError'],
  ['src/agent/hooks/x.ts', '../../renderer/App'],
  ['src/agent/x.ts', 'zustand'],
  ['src/main/window/x.ts', '../../agent/clock'],
  ['src/main/window/x.ts', '../../renderer/App'],
  ['src/main/targets/x.ts', 'electron'],
  ['src/main/base/x.ts', 'electron'],
  ['src/main/journal/x.ts', 'electron'],
  ['src/main/recordings/x.ts', 'electron'],
  ['src/main/capture/x.ts', 'electron'],
  ['src/main/inspection/x.ts', 'electron'],
  ['src/main/settings/x.ts', 'electron'],
  ['src/main/cli/x.ts', 'electron'],
  ['src/main/query/x.ts', 'electron'],
  ['src/main/doctor/x.ts', 'electron'],
  ['src/main/inspection/x.ts', '../window/bridge'],
  ['src/preload/x.ts', '../main/base/userError'],
  ['src/preload/x.ts', 'node:fs'],
  ['src/renderer/detail/x.tsx', '../../main/base/userError'],
  ['src/renderer/detail/x.tsx', '../../agent/clock'],
  ['src/renderer/detail/x.tsx', 'electron'],
  ['src/renderer/detail/x.tsx', 'node:path'],
];

const ALLOWED: [path: string, imported: string][] = [
  ['src/shared/journal/x.ts', '../value/encode'],
  ['src/agent/hooks/x.ts', '../../shared/value/encode'],
  ['src/agent/hooks/x.ts', 'node:events'],
  ['src/main/window/x.ts', 'electron'],
  ['src/main/targets/x.ts', 'node:net'],
  ['src/main/targets/x.ts', '../../shared/link/handshake'],
  ['src/preload/x.ts', 'electron'],
  ['src/renderer/detail/x.tsx', '../../shared/format/format'],
  ['src/renderer/detail/x.tsx', 'react'],
];

const GLOBALS = ['process', 'Buffer', 'window', 'document', 'performance'];

/** The ways to import something, each of which must be stopped. */
const IMPORTS = [
  (imported: string) => `import * as x from '${imported}';\nexport default x;\n`,
  (imported: string) => `import type { X } from '${imported}';\nexport type Y = X;\n`,
  (imported: string) => `export * from '${imported}';\n`,
  (imported: string) => `export const x = () => import('${imported}');\n`,
];

/** A file of a folder, and what it imports. */
interface Crossing {
  readonly path: string;
  readonly imported: string;
}

/** What a folder may not import: the folders above it, and the entry files of its room. */
function upwards(room: Room, folder: string): Crossing[] {
  const above = room.folders.slice(room.folders.indexOf(folder) + 1).map((name) => `${name}/y`);
  const path = `src/${room.name}/${folder}`;
  return [...above, ...room.entries].flatMap((imported) => [
    { path: `${path}/x.ts`, imported: `../${imported}` },
    { path: `${path}/inner/x.ts`, imported: `../../${imported}` },
  ]);
}

/** What a folder may import: the folders below it, and those of shared/ that have the name of one above. */
function downwards(room: Room, folder: string): Crossing[] {
  const at = room.folders.indexOf(folder);
  const path = `src/${room.name}/${folder}/x.ts`;
  const below = room.folders.slice(0, at).map((name) => `../${name}/y`);
  const shared = room.name === 'shared' ? [] : room.folders.slice(at + 1).map((name) => `../../shared/${name}/y`);
  return [...below, ...shared].map((imported) => ({ path, imported }));
}

const FOLDERS = ROOMS.flatMap((room) =>
  room.folders.map((folder) => [`${room.name}/${folder}`, room, folder] as const),
);

/** A copy of the project that has only its lint rules and the files that cross borders. */
let folder = '';
/** The rules that each file breaks, one for each time. */
let brokenRules: Map<string, string[]>;

function fileFor(index: number | string, path: string): string {
  return path.replace(/x\.(tsx?)$/, `x${index}.$1`);
}

/** A file that imports something in each of the ways. */
function fileOf(crossing: Crossing): string {
  return fileFor(crossing.imported.replaceAll(/\W/g, '-'), crossing.path);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-borders-'));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const rules = JSON.parse(readFileSync(join(projectRoot, 'biome.json'), 'utf8')) as Record<string, unknown>;
  write('biome.layers.json', readFileSync(join(projectRoot, 'biome.layers.json'), 'utf8'));
  write('biome.json', JSON.stringify({ ...rules, $schema: undefined, vcs: undefined }));
  [...FORBIDDEN, ...ALLOWED].forEach(([path, imported], i) => {
    IMPORTS.forEach((code, way) => {
      write(fileFor(i * 10 + way, path), code(imported));
    });
  });
  const inRooms = FOLDERS.flatMap(([, room, folder]) => [...upwards(room, folder), ...downwards(room, folder)]);
  for (const crossing of inRooms) {
    write(fileOf(crossing), IMPORTS.map((code, way) => renamed(code(crossing.imported), way)).join(''));
  }
  for (const name of GLOBALS) write(`src/shared/${name}.ts`, `export const x = ${name};\n`);
  brokenRules = lint();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names of a file's imports and exports must not clash. */
function renamed(code: string, way: number): string {
  return code.replaceAll(/\b([xXY])\b/g, `$1${way}`).replace('export default', 'export const z =');
}

function lint(): Map<string, string[]> {
  const biome = join(projectRoot, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  if (report.diagnostics.length === 0) throw new Error(`the linter reported nothing: ${stderr}`);
  const broken = new Map<string, string[]>();
  for (const { category, location } of report.diagnostics) {
    const rules = broken.get(location.path) ?? [];
    rules.push(category.split('/').at(-1) ?? '');
    broken.set(location.path, rules);
  }
  return broken;
}

function isStopped(path: string): boolean {
  const rules = brokenRules.get(path);
  return rules !== undefined && (rules.includes('noRestrictedImports') || rules.includes('noNodejsModules'));
}

describe('the borders between the rooms', () => {
  test.each(FORBIDDEN.map((pair, i) => [...pair, i] as const))('%s may not import %s', (path, _imported, i) => {
    for (const way of IMPORTS.keys()) expect(isStopped(fileFor(i * 10 + way, path)), `way ${way}`).toBe(true);
  });

  test.each(ALLOWED.map((pair, i) => [...pair, FORBIDDEN.length + i] as const))(
    '%s may import %s',
    (path, _imported, i) => {
      for (const way of IMPORTS.keys()) expect(isStopped(fileFor(i * 10 + way, path)), `way ${way}`).toBe(false);
    },
  );

  test.each(GLOBALS)('shared/ may not use the global %s', (name) => {
    expect(brokenRules.get(`src/shared/${name}.ts`)).toContain('noRestrictedGlobals');
  });
});

describe('the order of the folders', () => {
  const refusals = (crossing: Crossing) =>
    (brokenRules.get(fileOf(crossing)) ?? []).filter((rule) => rule === 'noRestrictedImports').length;

  test('names every folder and every file beside them', () => {
    for (const { name, folders, entries } of ROOMS) {
      const found = readdirSync(join(projectRoot, 'src', name), { withFileTypes: true });
      const directories = found.filter((entry) => entry.isDirectory());
      expect(directories.map((folder) => folder.name).toSorted()).toEqual([...folders].toSorted());
      const code = found.map((file) => file.name).filter((file) => /\.tsx?$/.test(file));
      expect(code.map((file) => file.replace(/\.tsx?$/, '')).toSorted()).toEqual([...entries].toSorted());
    }
  });

  test('is what the linter holds to; else run node scripts/layers.mjs', () => {
    expect(JSON.parse(readFileSync(join(projectRoot, 'biome.layers.json'), 'utf8'))).toEqual(layerRules());
  });

  test.each(FOLDERS)('%s imports nothing above it', (_name, room, folder) => {
    const passed = upwards(room, folder).filter((crossing) => refusals(crossing) !== IMPORTS.length);
    expect(passed).toEqual([]);
  });

  test.each(FOLDERS)('%s imports what is below it', (_name, room, folder) => {
    const stopped = downwards(room, folder).filter((crossing) => refusals(crossing) > 0);
    expect(stopped).toEqual([]);
  });
});
