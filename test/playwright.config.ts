import { defineConfig } from 'playwright/test';

// Apps that look for an inspector ask in this folder, whatever the variable says. An inspector of one test must not be found by another.
delete process.env.XDG_RUNTIME_DIR;

export default defineConfig({
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Each test drives several processes; more than two at a time only slow each other down.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  outputDir: '../out/test-results',
  reporter: [['list'], ['json', { outputFile: '../out/test-results.json' }]],
  projects: [
    // A page alone answers soon; a button that is missing is not waited for until the test ends.
    { name: 'ui', testDir: 'ui', expect: { timeout: 10_000 }, use: { actionTimeout: 15_000 } },
    { name: 'e2e', testDir: 'e2e' },
    // Not a part of `npm test`: their outcome is looked at by people.
    { name: 'screenshots', testDir: 'screenshots' },
  ],
});
