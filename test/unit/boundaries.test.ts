/** The linter guards the borders between the rooms; this test crosses each of them and expects to be stopped. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  ['src/shared/value/x.ts', '../journal/entries'],
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

/** A copy of the project that has only its lint rules and the files that cross borders. */
let folder = '';
/** Rules that each file breaks. */
let brokenRules: Map<string, Set<string>>;

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
  write('biome.json', JSON.stringify({ ...rules, $schema: undefined, vcs: undefined }));
  [...FORBIDDEN, ...ALLOWED].forEach(([path, imported], i) => {
    IMPORTS.forEach((code, way) => {
      write(fileFor(i * 10 + way, path), code(imported));
    });
  });
  for (const name of GLOBALS) write(`src/shared/${name}.ts`, `export const x = ${name};\n`);
  brokenRules = lint();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(): Map<string, Set<string>> {
  const biome = join(projectRoot, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  if (report.diagnostics.length === 0) throw new Error(`the linter reported nothing: ${stderr}`);
  const broken = new Map<string, Set<string>>();
  for (const { category, location } of report.diagnostics) {
    const rules = broken.get(location.path) ?? new Set();
    rules.add(category.split('/').at(-1) ?? '');
    broken.set(location.path, rules);
  }
  return broken;
}

function isStopped(path: string): boolean {
  const rules = brokenRules.get(path);
  return rules !== undefined && (rules.has('noRestrictedImports') || rules.has('noNodejsModules'));
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
