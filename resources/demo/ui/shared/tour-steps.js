const PAUSE_MS = 15;
const STEP_DEADLINE_MS = 3000;

/** Performs steps one after the other. A step may fail: some do so on purpose. */
export async function performSteps(steps) {
  for (const step of steps) {
    await within(STEP_DEADLINE_MS, settled(step));
    await pause(PAUSE_MS);
  }
}

/** Waits for a promise, but not longer than that. */
export function within(deadlineMs, promise) {
  return Promise.race([promise, pause(deadlineMs)]);
}

async function settled(step) {
  try {
    await step();
  } catch {
    // The app shows such a failure where a person causes it.
  }
}

function pause(durationMs) {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
