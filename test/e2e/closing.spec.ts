/** Windows close under the agent as they do without: nothing of it makes Chromium ask their documents first. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { posix, unless } from '../support/conditions';
import { testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';

test.skip(...unless(posix, 'apps are ended with their process group'));

const app = join(testApps, 'closing');
/** Far less than the 500 ms that Chromium gives a document that it has to ask. */
const LONGER_MS = 250;

for (const [name, switches] of Object.entries({ sandboxed: ['--sandbox-frames'], integrated: [] })) {
  test(`${name}: windows that are closed in will-frame-navigate`, async () => {
    const target = await CapturedTarget.launch(app, { args: ['--case=will-frame-navigate', ...switches] });
    try {
      await target.waitForOutput('rounds: 20', 60_000);
      expect((await target.process.exited).code).toBe(0);
      expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
    } finally {
      await target.close();
    }
  });

  test(`${name}: a window whose renderer hangs closes as fast as without`, async () => {
    const args = ['--case=hung', ...switches];
    const plain = PlainApp.start([app, ...args]);
    await plain.waitForOutput('took:');
    await plain.stop();
    const target = await CapturedTarget.launch(app, { args });
    try {
      await target.waitForOutput('took:', 60_000);
      const output = target.process.output.all.map(({ text }) => text).join('\n');
      expect(median(tookMs(output))).toBeLessThan(median(tookMs(plain.output)) + LONGER_MS);
    } finally {
      await target.close();
    }
  });
}

function tookMs(output: string): number[] {
  return JSON.parse(/took: (\[.*\])/.exec(output)?.[1] ?? '[]') as number[];
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}
