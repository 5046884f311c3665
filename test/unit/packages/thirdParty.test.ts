/** Licence texts in packages: each package that is bundled has its own, or packaging fails. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';
import { temporaryFolder } from '../../support/temporaryFolder';

interface Lock {
  readonly packages: { readonly [path: string]: { readonly version: string } };
}

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
const written = () => readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8');

function write(project: string) {
  const script = join(projectRoot, 'scripts', 'third-party.mjs');
  return spawnSync(process.execPath, [script, project, join(folder, 'THIRD-PARTY.md')], { encoding: 'utf8' });
}

interface Package {
  readonly files: Record<string, string>;
  /** What package-lock.json has of it besides. */
  readonly locked?: object;
}

/** A project with packages as given: their files by name. */
function project(source: string, packages: Record<string, Package>): string {
  const root = join(folder, 'project');
  const locked: Record<string, unknown> = { '': { name: 'project' } };
  mkdirSync(join(root, 'src', 'main'), { recursive: true });
  writeFileSync(join(root, 'src', 'main', 'index.ts'), source);
  for (const [path, { files, locked: more }] of Object.entries(packages)) {
    locked[path] = { version: '1.2.3', license: 'MIT', dev: true, ...more };
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
  test('what is bundled is named with its version and its text, and what only builds and tests is not', () => {
    expect(write(projectRoot)).toMatchObject({ status: 0 });
    const parts = written().split('\n\n## ').slice(1);
    const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lock;
    const named = parts.map((part) => part.slice(0, part.indexOf(' (')));
    // Each part of the window and of main; the last three come with others.
    const bundled = [
      '@codemirror/view',
      '@fontsource-variable/inter',
      '@tanstack/react-table',
      'acorn',
      'cmdk',
      'radix-ui',
    ];
    bundled.push('react', 'react-dom', 'uplot', 'ws', 'zustand', 'scheduler', '@radix-ui/react-dialog', 'style-mod');
    const locked = (name: string) => `${name} ${packages[`node_modules/${name}`]?.version}`;
    expect(named).toEqual(expect.arrayContaining(bundled.map(locked)));
    for (const tool of ['electron', 'vite', 'typescript', '@types/react', 'playwright']) {
      expect(named).not.toContain(locked(tool));
    }
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
});

describe('of any project', () => {
  test('every text of an imported package is taken, and of what it needs, as Node finds it', () => {
    const source = `import fs from 'node:fs';\nimport type { A } from 'types';\nimport {\n  one,\n} from 'one/sub';\nawait import('late');\n`;
    const root = project(source, {
      'node_modules/one': {
        files: { LICENSE: 'text of one', 'NOTICE.md': 'notice of one' },
        locked: { dependencies: { '@scope/two': '1' }, optionalDependencies: { absent: '1' } },
      },
      'node_modules/one/node_modules/@scope/two': {
        files: { 'licence.txt': 'text of two' },
        locked: { peerDependencies: { peer: '*', other: '*' }, peerDependenciesMeta: { other: { optional: true } } },
      },
      'node_modules/@scope/two': { files: {} },
      'node_modules/peer': { files: { COPYING: 'text of peer' } },
      'node_modules/late': { files: { LICENSE: 'text of late' } },
      'node_modules/other': { files: {} },
      'node_modules/types': { files: {} },
      'node_modules/tool': { files: {} },
    });
    expect(write(root)).toMatchObject({ status: 0 });
    expect(written().match(/^## .*/gm)).toEqual(
      ['@scope/two', 'late', 'one', 'peer'].map((name) => `## ${name} 1.2.3 (MIT)`),
    );
    expect(written()).toContain('(MIT)\n\n~~~text\ntext of one\n~~~\n\n~~~text\nnotice of one\n~~~\n\n## peer');
    expect(written()).toContain('~~~text\ntext of two\n~~~');
  });

  test('an imported package that is not locked fails by name', () => {
    expect(write(project(`import 'unknown';\n`, {}))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('unknown, which src imports, is not in package-lock.json'),
    });
  });

  test.each([
    ['none', {}],
    ['an empty one', { LICENSE: ' \n' }],
  ])('a package with %s fails by name, and nothing is written', (_, files: Record<string, string>) => {
    const { status, stderr } = write(project(`import 'bare';\n`, { 'node_modules/bare': { files } }));
    expect(status).not.toBe(0);
    expect(stderr).toContain('bare 1.2.3 (MIT) comes without the text of its licence');
    expect(written).toThrow('ENOENT');
  });

  test('a package that is not installed as locked fails by name', () => {
    const files = { LICENSE: 'text', 'package.json': '{"version":"1.0.0"}' };
    const root = project(`import 'one';\n`, { 'node_modules/one': { files } });
    expect(write(root)).toMatchObject({ status: 1, stderr: expect.stringContaining('one 1.2.3') });
  });
});
