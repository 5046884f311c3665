// Runs in the test processes of Stryker.

import fc from 'fast-check';

/** @typedef {{ config: { testNamePattern?: RegExp } }} Worker vitest's own state of a test process */

// Stryker's runner chooses tests by their full names, in which it joins the names of a suite and a test with a space;
// vitest 5 joins them with “ > ”, so that no test in a suite would be chosen.
const { config } = /** @type {{ __vitest_worker__: Worker }} */ (/** @type {unknown} */ (globalThis)).__vitest_worker__;
const { testNamePattern } = config;
if (testNamePattern !== undefined) {
  config.testNamePattern = new RegExp(testNamePattern.source.replaceAll(' ', '(?: > | )'));
}

// A fault that matters shows within the first inputs; the rest would take hours in all.
fc.configureGlobal({ interruptAfterTimeLimit: 300 });
