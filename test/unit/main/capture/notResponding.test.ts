/** A process that stands in for an app, over a real socket, and the inspector that finds out whether it responds. */

import { expect, test } from 'vitest';
import type { CaptureState } from '../../../../src/shared/session/captureState';
import type { NotResponding } from '../../../../src/shared/session/notResponding';
import { linux, onlyWhere } from '../../../support/conditions';
import { watchAgentProcess } from '../../../support/watchedCommand';

function notRespondingIn(state: CaptureState | undefined): NotResponding | undefined {
  return state?.phase === 'attached' ? state.apps[0]?.notResponding : undefined;
}

for (const [how, cause] of [
  ['loop', 'computes'],
  ['wait', 'waits'],
] as const)
  test(`a listener that keeps main (${how}): told with the message and what main does, until it is back`, async () => {
    const { capture, session } = await watchAgentProcess(how, '5000');
    await expect.poll(() => notRespondingIn(capture.state)).toBeDefined();
    const notResponding = notRespondingIn(capture.state);
    expect(notResponding).toMatchObject({ message: { row: 1, channel: 'report:build' }, openCalls: [] });
    expect(session().fold.table.columns.get(1, 'blockingUs')).toBeNaN();
    expect((notResponding?.sinceMs ?? 0) * 1000).toBeGreaterThan(session().fold.table.columns.get(0, 'atUs') - 1000);
    if (linux.holds()) await expect.poll(() => notRespondingIn(capture.state)?.cause).toBe(cause);
    await expect.poll(() => capture.state).toMatchObject({ phase: 'attached', apps: [{ target: 1 }] });
    await expect.poll(() => notRespondingIn(capture.state)).toBeUndefined();
    expect(session().fold.table.columns.get(1, 'blockingUs')).toBeGreaterThan(1_000_000);
  });

test('a call that went on after its listeners had returned is named as open', async () => {
  const { capture } = await watchAgentProcess('continues', '6000');
  await expect
    .poll(() => notRespondingIn(capture.state))
    .toMatchObject({ openCalls: [{ row: 1, channel: 'report:build' }] });
  expect(notRespondingIn(capture.state)?.message).toBeUndefined();
});

test(
  'an app that is stopped by a signal, until it goes on; nothing of it is in the journal',
  onlyWhere(linux, 'the state of a process is in /proc'),
  async () => {
    const { capture, pid, session } = await watchAgentProcess('idle');
    await expect.poll(pid).toBeGreaterThan(0);
    process.kill(pid(), 'SIGSTOP');
    try {
      await expect.poll(() => notRespondingIn(capture.state)).toMatchObject({ cause: 'stopped', openCalls: [] });
    } finally {
      process.kill(pid(), 'SIGCONT');
    }
    await expect.poll(() => notRespondingIn(capture.state)).toBeUndefined();
    expect(capture.state.phase).toBe('attached');
    expect(session().fold.facts.faults).toEqual([]);
    expect(session().fold.table.length).toBe(1);
  },
);

test('of an agent that knows of no question it is not said', async () => {
  const { capture, states } = await watchAgentProcess('wait', '4000', 'old');
  await expect.poll(() => capture.session?.fold.table.columns.length ?? 0).toBe(2);
  await expect.poll(() => capture.session?.fold.table.columns.get(1, 'blockingUs')).toBeGreaterThan(0);
  expect(states.map(notRespondingIn).filter((notResponding) => notResponding !== undefined)).toEqual([]);
});
