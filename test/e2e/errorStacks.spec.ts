/** What Electron and the app print of errors in main, and what is recorded of them. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

const app = join(testApps, 'failing');

for (const NODE_OPTIONS of ['', '--enable-source-maps']) {
  test(`recorded stacks have no frame of the agent${NODE_OPTIONS && ', with '}${NODE_OPTIONS}`, async () => {
    const target = await CapturedTarget.launch(app, { variables: { NODE_OPTIONS }, settings: { stackFrames: 20 } });
    await target.process.exited;
    await target.waitFor('the end of the link', () => target.hasEnded);
    const errors = target.messages.flatMap((message) => {
      const error = target.outcomeOf(message)?.error;
      return error === undefined ? [] : [`${message.channel}: ${JSON.stringify(error)}`];
    });
    expect(errors.filter((text) => text.includes('fails:'))).toHaveLength(11);
    const stacks = target.messages.flatMap(({ stack }) => stack ?? []);
    expect(stacks.join()).toContain('failInPorts');
    for (const text of [...errors, ...stacks]) expect(text).not.toMatch(/agent\.cjs|src\/agent/);
    await target.close();
  });
}
