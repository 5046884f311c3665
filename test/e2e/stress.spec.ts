/**
 * An app that sends 20,000 messages a second does not suffer from an inspector that is killed, stopped or slow: it goes
 * on and answers, the agent holds a bounded amount, and what it could not record it has counted.
 * ELECTROSCOPE_STRESS_SECONDS=60 gives every trouble a minute; `npm run bench -- --only stress` measures the same.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { quantile } from '../bench/statistics';
import { runStress, type StressResult, type Trouble } from '../bench/stress/stressRun';
import { electron, unless } from '../support/conditions';
import { projectRoot } from '../support/paths';

test.skip(...unless(electron({ from: 21 }), 'the app listens on webContents.ipc'));

const SECONDS = Number(process.env.ELECTROSCOPE_STRESS_SECONDS ?? 4);
const LOAD = {
  seconds: SECONDS,
  // Half as much again as the agent holds.
  messages: 80_000,
  messagesPerSecond: 20_000,
  // Less than what comes even on a busy machine.
  slowBytesPerSecond: 100_000,
};
const MOST_HELD_BYTES = 32 * 1024 * 1024;
/** The hooks stay, and little else, once the agent has left. */
const MOST_LEFT_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 90_000 + SECONDS * 3000;

test.describe.configure({ timeout: TIMEOUT_MS });

let heldWithoutAgentBytes: number;

test.beforeAll(async () => {
  test.setTimeout(TIMEOUT_MS);
  buildReceiver();
  const { heldBytes } = await runAndReport('absent');
  heldWithoutAgentBytes = heldBytes;
});

for (const trouble of ['well', 'stopped', 'slow'] as const) {
  test(`an inspector that is ${trouble}`, async () => {
    const result = await runAndReport(trouble);
    expectUnharmed(result);
    expect(result.heldBytes - heldWithoutAgentBytes).toBeLessThan(MOST_HELD_BYTES);
    for (const accounted of [result.accounted, result.accountedAfter]) {
      expect(accounted?.faults).toEqual([]);
      expect((accounted?.captured ?? 0) + (accounted?.dropped ?? 0)).toBe(accounted?.passed);
    }
    // It was in trouble long enough for the buffers to fill.
    if (trouble !== 'well') expect(result.accounted?.withoutPayload).toBeGreaterThan(10_000);
    // And then the capture goes on, with nothing missing.
    expect(result.accountedAfter).toMatchObject({ dropped: 0, withoutPayload: 0 });
  });
}

test('an inspector that is killed', async () => {
  const result = await runAndReport('killed');
  expectUnharmed(result);
  expect(result.overridden, 'what the agent leaves behind').toEqual([]);
  expect(result.heldBytes - heldWithoutAgentBytes).toBeLessThan(MOST_LEFT_BYTES);
});

function expectUnharmed({ load }: StressResult): void {
  expect(load.received).toBe(load.sent);
  expect(load.asked).toBeGreaterThan(0);
  expect(load.answersUs.length, 'every call is answered').toBe(load.asked);
}

async function runAndReport(trouble: Trouble): Promise<StressResult> {
  const result = await runStress(trouble, LOAD);
  const { load, heldBytes, accounted } = result;
  const [p50, p95, p99, longest] = [0.5, 0.95, 0.99, 1].map((share) => Math.round(quantile(load.answersUs, share)));
  process.stdout.write(
    `${trouble}: ${Math.round((load.sent / load.durationMs) * 1000)} messages/s, ${load.asked} answers in ${p50} µs ` +
      `(p95 ${p95}, p99 ${p99}, longest ${longest}), ${(heldBytes / 1e6).toFixed(1)} MB held` +
      `${accounted === undefined ? '' : `, ${accounted.captured} captured, ${accounted.withoutPayload} without payload, ${accounted.dropped} dropped`}\n`,
  );
  return result;
}

/** The inspector's end, as a process of its own that can be stopped and killed. */
function buildReceiver(): void {
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join('test', 'bench', 'vite.config.ts');
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '-c', config, '--logLevel', 'warn'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Building the receiver failed:\n${stderr}`);
}
