import { describe, expect, test } from 'vitest';
import { HELP, RUN_HELP } from '../../../../src/main/cli/arguments';
import { HEADLESS_COMMANDS } from '../../../../src/main/cli/headlessArguments';
import { wrapHelp } from '../../../../src/main/cli/wrapHelp';

const HELPS = [
  ['electroscope', HELP],
  ['run', RUN_HELP],
  ...[...HEADLESS_COMMANDS].map(([name, { help }]) => [name, help] as const),
] as const;

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe.each(HELPS)('the help of %s', (_name, help) => {
  test.each([40, 60, 80, 100])('fits %d columns, and has every word', (width) => {
    const fitted = wrapHelp(help, width);
    for (const line of fitted.split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(width);
    }
    expect(words(fitted)).toEqual(words(help));
  });

  test('stays as it is where it fits', () => {
    expect(wrapHelp(help, 200)).toBe(help);
  });
});

test('explanations stay beside their options while there is room, and go below them otherwise', () => {
  const help = '  --out <file>          where it goes, which is explained here in some more words\n';
  expect(wrapHelp(help, 66)).toBe(
    '  --out <file>          where it goes, which is explained here in\n                        some more words\n',
  );
  expect(wrapHelp(help, 40)).toBe(
    '  --out <file>\n      where it goes, which is explained\n      here in some more words\n',
  );
});
