import { expect, test } from 'vitest';
import { AppHealth } from '../../../../src/main/cli/appHealth';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { TargetEndEntry } from '../../../../src/shared/journal/entries';
import type { CaptureState } from '../../../../src/shared/session/captureState';
import type { NotResponding } from '../../../../src/shared/session/notResponding';
import { DESCRIBED } from '../../../support/agentClients';

const attached = (notResponding?: NotResponding): CaptureState => ({
  phase: 'attached',
  name: 'Notes',
  method: 'launch',
  apps: [{ target: 1, isJoined: false, ...(notResponding && { notResponding }) }],
});

function factsOf(...ends: readonly (Partial<TargetEndEntry> | undefined)[]) {
  const fold = new SessionFold();
  for (const [i, end] of ends.entries()) {
    fold.apply({ type: 'target', target: i + 1, ...DESCRIBED, name: `app ${i + 1}`, pid: i + 1 });
    if (end) fold.apply({ type: 'targetEnd', target: i + 1, endedAt: '2026-11-30T10:00:00.000Z', ...end });
  }
  return fold.facts;
}

const report: NotResponding = {
  sinceMs: 1000,
  cause: 'computes',
  message: { row: 4, channel: 'report:\u001b[2Jbuild' },
  openCalls: [],
};

test('a main process that does not respond is told of once, after two seconds, and in the end', () => {
  const lines: string[] = [];
  const health = new AppHealth((line) => lines.push(line));
  health.stateChanged(attached(report), 2300);
  health.look(2900);
  expect(lines).toEqual([]);
  health.look(3100);
  health.stateChanged(attached({ ...report, cause: 'waits' }), 3200);
  health.look(3400);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Main has not responded for 2 s, since report:.*build\. It is computing\.$/);
  expect(lines[0]).not.toContain('\u001b');
  health.stateChanged(attached(), 6500);
  // Another one is over before it is worth a line.
  health.stateChanged(attached({ ...report, sinceMs: 7000 }), 8000);
  health.stateChanged(attached(), 8500);
  health.look(9500);
  expect(health.end(10_000, factsOf(undefined))(factsOf({}))).toEqual([
    expect.stringMatching(/^Main did not respond for 5 s, since report:.*build\.$/),
  ]);
});

test('one that never responded again says so; what happens while the apps are ended does not count', () => {
  const health = new AppHealth(() => {});
  health.stateChanged(attached({ sinceMs: 1000, openCalls: [] }), 2300);
  health.look(3100);
  const linesOf = health.end(9000, factsOf(undefined));
  health.stateChanged(attached(), 9500);
  expect(linesOf(factsOf({ signal: 'SIGKILL' }))).toEqual(['Main did not respond for the last 8 s.']);
});

test('apps that failed before the end are told, each with how', () => {
  const facts = factsOf({ exitCode: 0 }, { exitCode: 3 }, { signal: 'SIGSEGV', incomplete: true }, { detached: true });
  expect(new AppHealth(() => {}).end(0, facts)(facts)).toEqual([
    'app 2 (pid 2) ended with exit code 3.',
    'app 3 (pid 3) was killed by SIGSEGV, without its last words: messages may be missing.',
  ]);
});
