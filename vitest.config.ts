// Here, so that however vitest is started, its reporter can print failures on Node 20.
import './scripts/setup/node20.mjs';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    // The usual second is not enough on a machine that does other things.
    expect: { poll: { timeout: 30_000 } },
  },
});
