/** The reference page tells of everything there is, and nothing that is not. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MessageTable } from '../../../../src/shared/columns/messageTable';
import { compileFilter } from '../../../../src/shared/filter/compile';
import { OPERATORS } from '../../../../src/shared/filter/operators';
import { projectRoot } from '../../../support/paths';

const page = readFileSync(join(projectRoot, 'docs', 'filter-language.md'), 'utf8');
/** What stands in `code` in a part of the page. */
const codeIn = (text: string) =>
  [...text.matchAll(/`([^`\n]+)`/g)].map((match) => (match[1] ?? '').replaceAll('\\|', '|'));

test.each(OPERATORS.map((operator) => [operator.key, operator] as const))(
  'tells of the key %s and its values',
  (key, operator) => {
    const code = codeIn(page);
    expect(code).toContain(key);
    for (const value of operator.values ?? []) expect(code).toContain(value);
  },
);

test('has only keys that exist', () => {
  const [, table = ''] = page.split('## Keys');
  const rows = table.split('## Places')[0]?.match(/^\| `[^|]+/gm) ?? [];
  const keys = rows.flatMap(codeIn);
  expect(keys.length).toBeGreaterThan(20);
  for (const key of keys) {
    expect(
      OPERATORS.some((operator) => operator.key === key || operator.alias === key),
      key,
    ).toBe(true);
  }
});

test('has only examples that are filters', () => {
  const [block = ''] = /(?<=```filter\n)[\s\S]*?(?=```)/.exec(page) ?? [];
  const first = block
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {3,}/)[0] ?? '');
  const cells = page.split('\n').filter((line) => line.startsWith('| '));
  const examples = [...first, ...cells.flatMap((line) => codeIn(line.split(/ \| /).at(-1) ?? ''))].filter((text) =>
    /[:=<>]/.test(text),
  );
  const places = codeIn(page.split('## Places')[1]?.split('## When')[0] ?? '').filter((text) =>
    /^(args|result|error).*[:=<>]/.test(text),
  );
  expect(examples.length).toBeGreaterThan(15);
  expect(places.length).toBeGreaterThan(6);
  for (const example of [...examples, ...places]) {
    expect(compileFilter(example, new MessageTable()), example).not.toHaveProperty('error');
  }
});
