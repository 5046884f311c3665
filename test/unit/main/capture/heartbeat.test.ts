import { expect, test } from 'vitest';
import { Heartbeat } from '../../../../src/main/capture/heartbeat';
import { ThreadActivity } from '../../../../src/main/capture/threadActivity';
import { parseThreadStat } from '../../../../src/main/targets/processes/mainThread';

const TICK_MS = 200;

function heartbeatOf(isHandling: boolean) {
  const asked: number[] = [];
  let nowMs = 0;
  const heartbeat = new Heartbeat(
    () => asked.push(nowMs),
    () => isHandling,
  );
  const pass = (ms: number) => {
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += TICK_MS;
      heartbeat.tick(TICK_MS);
    }
  };
  return { heartbeat, asked, pass };
}

test('an app that talks is not asked; a silent one every two seconds, and each answer counts', () => {
  const { heartbeat, asked, pass } = heartbeatOf(false);
  for (let i = 0; i < 50; i++) {
    heartbeat.heard();
    pass(TICK_MS);
  }
  expect(asked).toEqual([]);
  pass(2000);
  expect(asked).toHaveLength(1);
  heartbeat.heard();
  pass(TICK_MS);
  expect(heartbeat.isAsking).toBe(false);
  pass(2000);
  expect(asked).toHaveLength(2);
  expect(heartbeat.isResponding).toBe(true);
});

test('while a message is handled it is asked after 300 ms, once, and counts as not responding a second later', () => {
  const { heartbeat, asked, pass } = heartbeatOf(true);
  pass(400);
  expect(asked).toEqual([400]);
  pass(800);
  expect(heartbeat.isResponding).toBe(true);
  pass(10_000);
  expect(heartbeat.isResponding).toBe(false);
  expect(asked).toHaveLength(1);
  heartbeat.heard();
  pass(TICK_MS);
  expect(heartbeat.isResponding).toBe(true);
});

test('what a thread does, from samples of it', () => {
  const causeOf = (...samples: [state: string, cpuMs: number][]) => {
    const activity = new ThreadActivity();
    for (const [i, [state, cpuMs]] of samples.entries()) activity.add({ state, cpuMs }, i * 250);
    return activity.cause();
  };
  expect(causeOf()).toBeUndefined();
  expect(causeOf(['R', 0], ['R', 200])).toBeUndefined();
  expect(causeOf(['R', 0], ['R', 240], ['R', 480], ['R', 700])).toBe('computes');
  // Others use the processor, too.
  expect(causeOf(['R', 0], ['R', 10], ['S', 20], ['R', 30])).toBe('computes');
  expect(causeOf(['S', 50], ['R', 50], ['S', 50], ['S', 60])).toBe('waits');
  expect(causeOf(['R', 0], ['T', 200])).toBe('stopped');
  expect(causeOf(['t', 0])).toBe('stopped');
});

test('the state and the time of a thread are read whatever its program is called', () => {
  const rest = '1 2 3 4 5 6 7 8 9 10 12 34 0 0';
  expect(parseThreadStat(`77 (a) S (b) R ${rest}`)).toEqual({ state: 'R', cpuMs: 460 });
  expect(parseThreadStat('77 (cut')).toBeUndefined();
});
