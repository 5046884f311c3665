import { expect, test } from 'vitest';
import { HEADLESS_COMMANDS } from '../../../../src/main/cli/headlessArguments';
import { describeOptions } from '../../../../src/main/cli/options';

test('an option that takes a value shows what for, a switch does not', () => {
  const text = describeOptions({
    out: { type: 'string', short: 'o', value: 'file', help: 'where it goes' },
    force: { type: 'boolean', help: 'replace the file' },
    'a-name-that-is-too-long-for-its-column': { type: 'boolean', help: 'word '.repeat(40).trim() },
  });
  const [out, force, long, ...rest] = text.split('\n');
  expect(out).toBe(`${'  -o, --out <file>'.padEnd(24)}where it goes`);
  expect(force).toBe(`${'  --force'.padEnd(24)}replace the file`);
  expect(long).toBe('  --a-name-that-is-too-long-for-its-column');
  for (const line of rest) expect(line).toMatch(/^ {24}word( word)*$/);
});

test.each([...HEADLESS_COMMANDS])('the help of %s shows its values', (_name, { help }) => {
  const options = help.split('\n').filter((line) => /^ {2}(-\w, )?--\w/.test(line));
  expect(options.length).toBeGreaterThan(0);
  for (const line of options) expect(line).not.toContain('<undefined>');
  for (const name of ['force', 'json', 'include-internal', 'help']) expect(help).not.toMatch(new RegExp(`--${name} <`));
});
