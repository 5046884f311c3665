// The unit tests that `npm run mutate` lets notice faults: those that take a second or less.

import { defineConfig } from 'vitest/config';
import { LONG_TESTS, UNIT_TESTS } from './vitest.config';

/** They start programs, or search and damage captures in hundreds of ways. */
const SLOW_TESTS = [
  'test/unit/packages/**',
  'test/unit/main/cli/files.test.ts',
  'test/unit/main/targets/{agentServerSecurity,outputRelay,processes,launchedProcess}.test.ts',
  'test/unit/main/query/matchingRows.test.ts',
  'test/unit/main/recordings/{memory,openedSession,targetEnds}.test.ts',
  'test/unit/main/capture/notResponding.test.ts',
];

/** The tests of the areas that are mutated; undefined: all that import what is mutated. */
const chosen = process.env.MUTATION_TESTS;

export default defineConfig({
  test: {
    environment: 'node',
    expect: { poll: { timeout: 10_000 } },
    include: chosen === undefined ? [UNIT_TESTS] : (JSON.parse(chosen) as string[]),
    exclude: [...LONG_TESTS, ...SLOW_TESTS],
    setupFiles: ['scripts/mutation/testSetup.mjs', 'test/support/navigator.ts'],
    // The first run of all tests, with counters in the source, can be slow; Stryker ends a mutant that hangs much sooner.
    testTimeout: 120_000,
  },
});
