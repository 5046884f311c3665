// Here, so that however vitest is started, its reporter can print failures on Node 20.
import './scripts/setup/node20.mjs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export const UNIT_TESTS = 'test/unit/**/*.test.ts';

/** Those that may take a minute or two, and why. All others take seconds on an idle machine. */
export const LONG_TESTS = [
  // Tens of thousands of inputs each.
  'test/unit/fuzz/**/*.test.ts',
  // Files with a line of 1 GB, and cut at each of a thousand places.
  'test/unit/main/recordings/hostileFiles.test.ts',
  // Compressed files that become 20 MB of short lines.
  'test/unit/main/journal/unpackCapture.test.ts',
  // Programs that are killed again and again under load.
  'test/unit/main/recordings/crash.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    // An absolute path: --root may name another folder.
    setupFiles: [fileURLToPath(new URL('test/support/navigator.ts', import.meta.url))],
    // The usual second is not enough on a machine that does other things.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: [UNIT_TESTS], exclude: LONG_TESTS, testTimeout: 60_000 } },
      { extends: true, test: { name: 'long', include: LONG_TESTS, testTimeout: 120_000 } },
    ],
  },
});
