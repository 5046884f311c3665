/** The row that a run of the end-to-end tests adds to docs/compatibility.md. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FEATURES, tableHead, tableRow } from '../../../scripts/setup/compatibility.mjs';
import { projectRoot } from '../../support/paths';

const suite = (
  file: string,
  ...tests: { status: string; annotations?: { type: string; description: string }[] }[]
) => ({
  title: file,
  file,
  suites: [
    {
      title: 'inner',
      specs: tests.map((each) => ({ title: 't', file, line: 1, ok: true, tests: [{ ...each, results: [] }] })),
    },
  ],
});
const skipped = (description: string) => ({ status: 'skipped', annotations: [{ type: 'skip', description }] });

test('every spec of a feature is there', () => {
  const specs = FEATURES.flatMap(({ specs }) => specs);
  expect(specs.filter((name) => !existsSync(join(projectRoot, 'test', 'e2e', `${name}.spec.ts`)))).toEqual([]);
  expect(new Set(specs).size).toBe(specs.length);
});

test('says of each feature what became of its tests', () => {
  const version = skipped('only with Electron 22 and later: it has utility processes');
  const row = tableRow(
    '36.9.5',
    { platform: 'darwin', arch: 'arm64' },
    {
      suites: [
        suite('e2e/routes.spec.ts', { status: 'expected' }),
        suite('e2e/channels.spec.ts', { status: 'expected' }),
        suite('e2e/callStack.spec.ts', { status: 'expected' }, { status: 'unexpected' }, version),
        suite('e2e/ports.spec.ts', { status: 'expected' }, version),
        suite('e2e/utility.spec.ts', version),
        suite('e2e/timing.spec.ts', skipped('only on Linux: it looks for processes in /proc'), version),
      ],
    },
  );
  expect(row).toBe(
    '| 36.9.5 | macOS arm64 | run | 1 of 3 failed | run (1 of 2) | not available | left out |' +
      `${' not run |'.repeat(FEATURES.length - 5)}\n`,
  );
  expect(tableHead().split('\n')[0]?.split('|')).toHaveLength(row.split('|').length);
});

test('says that nothing was run where there is no report', () => {
  expect(tableRow('36.0.0', { platform: 'linux', arch: 'x64' }, undefined)).toContain('| Linux x64 | not run |');
});

test('docs/compatibility.md has the columns, a row for each version of the list, and no other words', () => {
  const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');
  const [, table = ''] = read('docs', 'compatibility.md').split(tableHead());
  const rows = (table.split('\n\n')[0] ?? '').split('\n').map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const majors: number[] = JSON.parse(read('test', 'electrons.json')).map(({ major }: { major: number }) => major);
  expect([...new Set(rows.map(([version = '']) => Number.parseInt(version, 10)))]).toEqual(majors);
  const known = /^(run( \(\d+ of \d+\))?|\d+ of \d+ failed|emulated|read|not run|not available|left out)$/;
  for (const [version, , ...cells] of rows) {
    expect(cells, version).toHaveLength(FEATURES.length);
    expect(
      cells.filter((cell) => !known.test(cell)),
      version,
    ).toEqual([]);
  }
});
