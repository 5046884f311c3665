import { expect, test } from 'vitest';
import { uncaughtErrorIn } from '../../../../src/renderer/output/uncaughtError';
import type { OutputLine } from '../../../../src/shared/journal/output';

const stderr = (...texts: string[]): OutputLine[] => texts.map((text) => ({ stream: 'stderr', text }));

test('finds the error that Electron prints, in colours or not, and no other', () => {
  expect(uncaughtErrorIn([])).toBeUndefined();
  expect(uncaughtErrorIn(stderr('Error: caught, and printed'))).toBeUndefined();
  expect(uncaughtErrorIn(stderr('App threw an error during load', 'Error: no database', '    at main.js:1'))).toBe(
    'Error: no database',
  );
  const coloured = stderr(
    '\u001b[1m\u001b[47m\u001b[31mA JavaScript error occurred in the main process',
    '\u001b[30mUncaught Exception:',
    'TypeError: x is not a function',
  );
  expect(uncaughtErrorIn([...stderr('Uncaught Exception:', 'Error: first'), ...coloured])).toBe(
    'TypeError: x is not a function',
  );
  expect(uncaughtErrorIn(stderr('Uncaught Exception:'))).toBeUndefined();
  expect(uncaughtErrorIn([{ stream: 'stdout', text: 'Uncaught Exception:' }, ...stderr('x')])).toBeUndefined();
});
