/** Nothing of the agent runs in a document that is idle: the next JavaScript there is the app's. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

test('a frame that has just loaded gives the call stack of the app’s own script', async () => {
  test.setTimeout(180_000);
  const target = await CapturedTarget.launch(join(testApps, 'call-stack'));
  try {
    await target.waitForOutput('without a stack', 150_000);
    const line = target.process.output.all.find(({ text }) => text.includes('without a stack'))?.text ?? '';
    expect(line).toMatch(/^collected [1-9]\d*, without a stack 0$/);
    const frames = target.entries.filter((entry) => entry.type === 'endpoint' && entry.timing === 'on');
    expect(frames.length).toBeGreaterThan(0);
  } finally {
    await target.close();
  }
});
