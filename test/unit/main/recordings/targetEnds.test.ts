/** How the processes of apps end, and what the journal tells of it. */

import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { type GroupEvent, groupEvents } from '../../../../src/main/targets/processGroup';
import { decodeLine } from '../../../../src/shared/journal/lineCodec';
import { type WatchedCommand, watchAgentProcess } from '../../../support/watchedCommand';

/** What the journal has of ends by now. */
async function endsIn({ session }: WatchedCommand): Promise<unknown[]> {
  await session().flush();
  const lines = readFileSync(session().journalPath, 'utf8').trimEnd().split('\n');
  return lines.map((line) => decodeLine(line)).filter((entry) => 'type' in entry && entry.type === 'targetEnd');
}

for (const [how, argument, end, words] of [
  ['exit', '0', { exitCode: 0 }, 'ended'],
  ['exit', '3', { exitCode: 3 }, 'ended with exit code 3'],
  ['kill', 'SIGKILL', { signal: 'SIGKILL' }, 'was killed by SIGKILL'],
  ['kill', 'SIGSEGV', { signal: 'SIGSEGV' }, 'was killed by SIGSEGV'],
] as const)
  test(`an app that was started here and ended by ${how} ${argument}: the journal and the state say so`, async () => {
    const watched = await watchAgentProcess(how, argument);
    await expect.poll(() => watched.capture.state).toMatchObject({ phase: 'ended', how: words });
    await expect.poll(() => endsIn(watched)).toMatchObject([{ target: 1, ...end }]);
    expect(watched.session().fold.facts.targets).toMatchObject([{ endedRow: 1, ...end }]);
  });

test('an app that is stopped: its end is told before the session is closed', async () => {
  const watched = await watchAgentProcess('idle');
  await expect.poll(watched.pid).toBeGreaterThan(0);
  const session = watched.session();
  await watched.capture.close();
  expect(session.fold.facts.targets).toMatchObject([{ signal: 'SIGTERM' }]);
  expect(session.fold.facts.targets[0]?.detached).toBeUndefined();
});

test('an app that is left: the journal does not say that it ended, and nobody is to end it', async () => {
  const news: GroupEvent[] = [];
  onTestFinished(groupEvents.on((item) => news.push(item)));
  const watched = await watchAgentProcess('idle');
  await expect.poll(watched.pid).toBeGreaterThan(0);
  const pid = watched.pid();
  expect(news).toEqual([{ type: 'started', pid }]);
  watched.capture.detach();
  expect(news).toEqual([
    { type: 'started', pid },
    { type: 'released', pid },
  ]);
  await expect.poll(() => endsIn(watched)).toMatchObject([{ target: 1, detached: true }]);
  expect(watched.capture.state).toMatchObject({ phase: 'ended', how: 'was detached and runs on' });
});

test('an app whose agent has gone, and that lives on: no exit code is made up', async () => {
  const watched = await watchAgentProcess('leave');
  await expect.poll(async () => (await endsIn(watched)).length).toBe(1);
  const [end] = await endsIn(watched);
  expect(end).not.toHaveProperty('exitCode');
  expect(end).not.toHaveProperty('signal');
});
