// The unit tests that `npm run mutate` lets notice faults: those that take a second or less.

import { defineConfig } from 'vitest/config';
import unit, { LONG_TESTS, UNIT_TESTS } from './vitest.config';

/** They start programs, or search and damage captures in hundreds of ways. */
const SLOW_TESTS = [
  'test/unit/main/cli/**',
  'test/unit/packages/**',
  'test/unit/main/targets/**',
  'test/unit/main/query/matchingRows.test.ts',
  'test/unit/main/recordings/memory.test.ts',
  'test/unit/main/recordings/openedSession.test.ts',
  'test/unit/main/capture/notResponding.test.ts',
];

export default defineConfig({
  test: {
    ...unit.test,
    projects: undefined,
    include: [UNIT_TESTS],
    exclude: [...LONG_TESTS, ...SLOW_TESTS],
    testTimeout: 20_000,
  },
});
