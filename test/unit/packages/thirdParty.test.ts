/** Licence texts in packages: each package that is bundled has its own, or packaging fails. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';
import { temporaryFolder } from '../../support/temporaryFolder';

interface Lock {
  readonly packages: { readonly [path: string]: { readonly dev?: boolean; readonly version: string } };
}

/** The package of an import that stays in the code; neither Node's own, nor Electron, nor types. */
const PACKAGE_IMPORT =
  /(?:^(?:import|export)\s+(?!type\b)(?:[^;'"]+\sfrom\s+)?|@import\s+|\bimport\()['"](?!node:|electron['"]|#)((?:@[\w-]+\/)?[\w-][\w.-]*)/gm;

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
const written = () => readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8');

function write(project: string) {
  const script = join(projectRoot, 'scripts', 'third-party.mjs');
  return spawnSync(process.execPath, [script, project, join(folder, 'THIRD-PARTY.txt')], { encoding: 'utf8' });
}

/** A project with packages as given: their files by name. */
function project(packages: Record<string, { dev?: boolean; files: Record<string, string> }>): string {
  const root = join(folder, 'project');
  const locked: Record<string, unknown> = { '': { name: 'project' } };
  for (const [path, { dev, files }] of Object.entries(packages)) {
    locked[path] = { version: '1.2.3', license: 'MIT', ...(dev && { dev }) };
    mkdirSync(join(root, path), { recursive: true });
    const manifest = JSON.stringify({ version: '1.2.3' });
    for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
      writeFileSync(join(root, path, name), text);
    }
  }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
  return root;
}

describe('of this project', () => {
  test('each production package of the lock file is named with its version and its text', () => {
    expect(write(projectRoot)).toMatchObject({ status: 0 });
    const parts = written()
      .split(`\n\n${'='.repeat(80)}\n\n`)
      .slice(1);
    const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lock;
    const expected = Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`);
    expect(parts.map((part) => part.slice(0, part.indexOf(' (')))).toEqual(expected.sort());
    for (const part of parts) {
      expect(part).toMatch(/Permission (is hereby granted|to use)|SIL OPEN FONT LICENSE/i);
      expect(part).toMatch(/copyright/i);
    }
  });

  test('a text that was added by hand names the author and the licence that its package names', () => {
    const added = readdirSync(join(projectRoot, 'scripts', 'licences'));
    expect(added.length).toBeGreaterThan(0);
    for (const file of added) {
      const [, name = '', version] = /^(.+)@(.+)\.txt$/.exec(file.replace('+', '/')) ?? [];
      const folder = join(projectRoot, 'node_modules', name);
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
      const author = /^[^<(]+/.exec(manifest.author ?? '')?.[0].trim() ?? '';
      const text = readFileSync(join(projectRoot, 'scripts', 'licences', file), 'utf8');
      expect(manifest.version, file).toBe(version);
      expect(author, file).not.toBe('');
      expect(text, file).toMatch(
        new RegExp(`^${manifest.license} License\\n\\nCopyright \\(c\\) (\\d{4} )?${author}\\n`),
      );
      // Where a package brings its own, that is taken.
      expect(readdirSync(folder).filter((entry) => /^licen[cs]e/i.test(entry))).toEqual([]);
    }
  });

  test('what the sources import is among them', () => {
    const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' });
    const names = new Set<string>();
    for (const file of files.filter((name) => /\.(ts|tsx|css)$/.test(name))) {
      const text = readFileSync(join(projectRoot, 'src', file), 'utf8');
      for (const [, name = ''] of text.matchAll(PACKAGE_IMPORT)) names.add(name);
    }
    expect([...names]).toEqual(expect.arrayContaining(['ws', 'react', 'zustand', '@codemirror/view']));
    expect(write(projectRoot)).toMatchObject({ status: 0 });
    for (const name of names) expect(written()).toContain(`\n${name} `);
  });
});

describe('of any project', () => {
  test('every text of a package is taken, also of a nested one; what only builds is left out', () => {
    const root = project({
      'node_modules/one': { files: { LICENSE: 'text of one', 'NOTICE.md': 'notice of one' } },
      'node_modules/one/node_modules/@scope/two': { files: { 'licence.txt': 'text of two' } },
      'node_modules/tool': { dev: true, files: {} },
    });
    expect(write(root)).toMatchObject({ status: 0 });
    expect(written()).toMatch(/one 1\.2\.3 \(MIT\)\n\ntext of one\n\nnotice of one\n/);
    expect(written()).toMatch(/@scope\/two 1\.2\.3 \(MIT\)\n\ntext of two\n/);
    expect(written()).not.toContain('tool');
  });

  test.each([
    ['none', {}],
    ['an empty one', { LICENSE: ' \n' }],
  ])('a package with %s fails by name, and nothing is written', (_, files: Record<string, string>) => {
    const { status, stderr } = write(project({ 'node_modules/bare': { files } }));
    expect(status).not.toBe(0);
    expect(stderr).toContain('bare 1.2.3 (MIT) comes without the text of its licence');
    expect(written).toThrow('ENOENT');
  });

  test('a package that is not installed as locked fails by name', () => {
    const root = project({ 'node_modules/one': { files: { LICENSE: 'text', 'package.json': '{"version":"1.0.0"}' } } });
    expect(write(root)).toMatchObject({ status: 1, stderr: expect.stringContaining('one 1.2.3') });
  });
});
