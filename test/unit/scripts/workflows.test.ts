/** The public workflows: checked by actionlint, with no more rights than they need, and made of scripts of this repository. */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRelease, pageCommand } from '../../../scripts/setup/release.mjs';
import { projectRoot } from '../../support/paths';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = join(projectRoot, '.github', 'workflows');
const workflows = readdirSync(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

/** What a job may run besides scripts of package.json. */
const OTHER_COMMANDS = [/^npm publish$/, /^cat out\/compatibility\.md >> "\$GITHUB_STEP_SUMMARY"$/];

function lint(...args: string[]) {
  const script = join(projectRoot, 'scripts', 'lint-workflows.mjs');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

test('actionlint finds nothing in them, and finds what is wrong in others', () => {
  expect(lint().stdout).toBe(`${workflows.length} workflows checked, 0 problems\n`);
  const other = temporaryFolder();
  writeFileSync(join(other, 'a.yml'), 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n');
  const { status, stdout } = lint(other);
  expect(stdout).toContain('a.yml:5:5: unexpected key "step"');
  expect(status).toBe(1);
});

test.each(workflows)('%s runs only commands that a developer can run', (name) => {
  const lines = [...read(name).matchAll(/^ +(?:- )?run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/gm)].flatMap(
    ([, block = '', line = '']) => `${block}${line}`.split('\n').map((each) => each.trim()),
  );
  const commands = lines.filter((line) => line !== '');
  const unknown = commands.filter((command) => {
    const [, script] = /\bnpm (?:run (?:-s )?)?(test|[\w:]+)/.exec(command) ?? [];
    return (
      !(script !== undefined && script in manifest.scripts) && !OTHER_COMMANDS.some((known) => known.test(command))
    );
  });
  expect(unknown).toEqual([]);
  expect(read(name).match(/^ +(?:- )?run:/gm) ?? []).toHaveLength(
    [...read(name).matchAll(/^ +(?:- )?run: (?:\||\S)/gm)].length,
  );
});

test.each(workflows)('%s reads the repository and nothing else, unless a job says so', (name) => {
  const text = read(name);
  expect(text).toMatch(/^permissions: \{ contents: read \}$/m);
  const more = text.match(/^ {4}permissions: .*$/gm)?.map((line) => line.trim()) ?? [];
  const allowed = name === 'release.yml' ? ['{ contents: read, id-token: write }', '{ contents: write }'] : [];
  expect(more).toEqual(allowed.map((permissions) => `permissions: ${permissions}`));
});

test.each(workflows)('%s names each action by its commit and version, and each job has a time limit', (name) => {
  const text = read(name);
  const actions = [...text.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action);
  expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual([]);
  expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(text.match(/^ {4}runs-on: /gm)?.length ?? -1);
});

describe('a release', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2027-01-31\n\n- More.\n\n## [1.1.0] - 2026-12-01\n\nOld.\n';
  const checkout = { manifest: { version: '1.2.0' }, lock: { version: '1.2.0' }, changelog };

  test('has the notes of its version', () => {
    expect(checkRelease('v1.2.0', checkout)).toBe('- More.\n');
  });

  test('of this checkout has them too, and the program says its version', () => {
    const [lock, ours] = ['package-lock.json', 'CHANGELOG.md'].map((name) =>
      readFileSync(join(projectRoot, name), 'utf8'),
    );
    const { version } = manifest;
    const notes = checkRelease(`v${version}`, { manifest, lock: JSON.parse(lock ?? ''), changelog: ours ?? '' });
    expect(notes).toMatch(/^### /);
    expect(ours).toContain(`\n[${version}]: https://`);
    const program = join(projectRoot, 'bin', 'electroscope.mjs');
    expect(spawnSync(process.execPath, [program, '--version'], { encoding: 'utf8' }).stdout).toBe(`${version}\n`);
  });

  test.each([
    ['v1.2.1', checkout, 'package.json has version 1.2.0'],
    ['1.2.0', checkout, 'The tag is “1.2.0”'],
    ['v1.2.0', { ...checkout, lock: { version: '1.1.0' } }, 'package-lock.json has version 1.1.0'],
    ['v1.2.0', { ...checkout, changelog: '## [Unreleased]\n\n- More.\n' }, 'has no notes for 1.2.0'],
  ])('of %s is refused, case %#', (tag, given, message) => {
    expect(() => checkRelease(tag, given)).toThrow(message);
  });

  test('offers the installers and nothing else', () => {
    const files = ['p/Electroscope-1.2.0.AppImage', 'p/e.deb', 'p/latest-linux.yml', 'p/e.dmg.blockmap'];
    const page = pageCommand('v1.2.0', 'notes.md', files);
    expect(page.slice(-2)).toEqual(['p/Electroscope-1.2.0.AppImage', 'p/e.deb']);
    expect(page).toContain('--verify-tag');
    expect(() => pageCommand('v1.2.0', 'notes.md', ['p/latest.yml'])).toThrow('no installer');
  });
});
