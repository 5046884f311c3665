/** The linter guards the borders between rooms and the order of their folders; this test crosses each and expects to be stopped. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layerRules, ROOMS, type Room } from '../../scripts/layers.mjs';
import { projectRoot } from '../support/paths';

const FORBIDDEN: [path: string, imported: string][] = [
  ['src/shared/value/x.ts', '../../agent/base/clock'],
  ['src/shared/value/x.ts', '../../main/base/userError'],
  ['src/shared/value/x.ts', '../../renderer/app/App'],
  ['src/shared/value/x.ts', 'electron'],
  ['src/shared/value/x.ts', 'react'],
  ['src/shared/value/x.ts', 'node:fs'],
  ['src/agent/hooks/x.ts', '../../main/base/userError'],
  ['src/agent/hooks/x.ts', '../../renderer/app/App'],
  ['src/agent/x.ts', 'zustand'],
  ['src/main/window/x.ts', '../../agent/base/clock'],
  ['src/main/window/x.ts', '../../renderer/app/App'],
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
  ['src/renderer/detail/x.tsx', '../../agent/base/clock'],
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

/** Some of those that the app can replace; the agent takes them when it loads. */
const REPLACEABLE = ['setTimeout', 'setImmediate', 'JSON', 'Reflect', 'Object', 'Promise', 'Date', 'globalThis'];
const PRIMORDIALS = [
  'src/agent/base/primordials.ts',
  'src/agent/base/nodePrimordials.ts',
  'src/agent/frame/documentPrimordials.ts',
];

/** The ways to import something, each of which must be stopped. */
const IMPORTS = [
  (imported: string) => `import * as x from '${imported}';\nexport default x;\n`,
  (imported: string) => `import type { X } from '${imported}';\nexport type Y = X;\n`,
  (imported: string) => `export * from '${imported}';\n`,
  (imported: string) => `export const x = () => import('${imported}');\n`,
];

/** The same, a line each. */
const LINES = [
  (imported: string, n: number) => `import * as x${n} from '${imported}';`,
  (imported: string, n: number) => `import type { X as X${n} } from '${imported}';`,
  (imported: string, n: number) => `export * as y${n} from '${imported}';`,
  (imported: string, n: number) => `export const z${n} = () => import('${imported}');`,
];

/** A file of a folder, and what it imports, in each of the ways. */
interface Importer {
  readonly path: string;
  readonly imported: readonly string[];
}

/** What a folder may not import: the folders above it, and the entry files of its room. */
function upwards({ name, folders, entries }: Room, folder: string): Importer[] {
  const above = [...folders.slice(folders.indexOf(folder) + 1).map((upper) => `${upper}/y`), ...entries];
  return [
    { path: `src/${name}/${folder}/up.ts`, imported: above.map((path) => `../${path}`) },
    { path: `src/${name}/${folder}/inner/up.ts`, imported: above.map((path) => `../../${path}`) },
  ];
}

/** What a folder may import: the folders below it, and those of shared/ that have the name of one above. */
function downwards({ name, folders }: Room, folder: string): Importer {
  const at = folders.indexOf(folder);
  const below = folders.slice(0, at).map((lower) => `../${lower}/y`);
  const shared = name === 'shared' ? [] : folders.slice(at + 1).map((upper) => `../../shared/${upper}/y`);
  return { path: `src/${name}/${folder}/down.ts`, imported: [...below, ...shared] };
}

const FOLDERS = ROOMS.flatMap((room) =>
  room.folders.map((folder) => [`${room.name}/${folder}`, room, folder] as const),
);

/** A copy of the project that has only its lint rules and the files that cross borders. */
let folder = '';
/** Rules that each file breaks, with the line. */
let brokenRules: Map<string, { readonly rule: string; readonly line: number }[]>;

function fileFor(index: number, path: string): string {
  return path.replace(/x\.(tsx?)$/, `x${index}.$1`);
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
  for (const [, room, folder] of FOLDERS) {
    for (const { path, imported } of [...upwards(room, folder), downwards(room, folder)]) {
      write(path, imported.flatMap((from, n) => LINES.map((line) => `${line(from, n)}\n`)).join(''));
    }
  }
  for (const name of GLOBALS) write(`src/shared/${name}.ts`, `export const x = ${name};\n`);
  for (const name of REPLACEABLE) write(`src/agent/hooks/${name}.ts`, `export const x = ${name};\n`);
  for (const path of PRIMORDIALS) {
    write(path, REPLACEABLE.map((name, i) => `export const x${i} = ${name};\n`).join(''));
  }
  brokenRules = lint();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(): typeof brokenRules {
  const biome = join(projectRoot, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  const report = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
  };
  if (report.diagnostics.length === 0) throw new Error(`the linter reported nothing: ${stderr}`);
  const broken: typeof brokenRules = new Map();
  for (const { category, location } of report.diagnostics) {
    const rules = broken.get(location.path) ?? [];
    rules.push({ rule: category.split('/').at(-1) ?? '', line: location.start.line });
    broken.set(location.path, rules);
  }
  return broken;
}

function isStopped(path: string): boolean {
  const rules = brokenRules.get(path) ?? [];
  return rules.some(({ rule }) => rule === 'noRestrictedImports' || rule === 'noNodejsModules');
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
    expect(brokenRules.get(`src/shared/${name}.ts`)).toContainEqual(
      expect.objectContaining({ rule: 'noRestrictedGlobals' }),
    );
  });
});

describe('globals that the app can replace', () => {
  test.each(REPLACEABLE)('the agent may not use %s', (name) => {
    const broken = expect.objectContaining({ rule: 'noRestrictedGlobals' });
    expect(brokenRules.get(`src/agent/hooks/${name}.ts`)).toContainEqual(broken);
  });

  test.each(PRIMORDIALS)('%s takes them', (path) => {
    expect((brokenRules.get(path) ?? []).filter(({ rule }) => rule === 'noRestrictedGlobals')).toEqual([]);
  });
});

describe('the order of the folders', () => {
  /** What of it the linter refuses in every way, and what in some way. */
  const refusedOf = ({ path, imported }: Importer) => {
    const restricted = (brokenRules.get(path) ?? []).filter(({ rule }) => rule === 'noRestrictedImports');
    const lines = new Set(restricted.map(({ line }) => line - 1));
    const ways = imported.map((_, n) => LINES.filter((_line, way) => lines.has(n * LINES.length + way)).length);
    return {
      always: imported.filter((_, n) => ways[n] === LINES.length),
      sometimes: imported.filter((_, n) => ways[n] !== 0),
    };
  };

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
    for (const importer of upwards(room, folder)) expect(refusedOf(importer).always).toEqual(importer.imported);
  });

  test.each(FOLDERS)('%s imports what is below it', (_name, room, folder) => {
    expect(refusedOf(downwards(room, folder)).sometimes).toEqual([]);
  });
});
