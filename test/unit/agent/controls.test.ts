import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { politeEnd } from '../../../src/agent/controls';

test.each([
  ['linux', []],
  ['darwin', []],
  ['win32', ['quit']],
] as const)('an app on %s is asked to end in a task of its own, and not killed', async (platform, expected) => {
  const quit = vi.fn();
  const kill = vi.fn(() => true);
  politeEnd(quit, platform, kill as never)();
  expect(quit).not.toHaveBeenCalled();
  await setImmediate();
  expect(quit.mock.calls.map(() => 'quit')).toEqual(expected);
  expect(kill.mock.calls).toEqual(platform === 'win32' ? [] : [[process.pid, 'SIGTERM']]);
});
