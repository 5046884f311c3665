module.exports = { attempt, nextEvent, settle, until };

const LONGEST_WAIT_MS = 15_000;
const LOOK_AGAIN_MS = 5;

/** Resolves once the condition holds. */
async function until(what, condition) {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Resolves with the arguments of the next such event. */
function nextEvent(emitter, name) {
  return new Promise((resolve) => emitter.once(name, (...args) => resolve(args)));
}

/** What a call returned or threw. */
function attempt(call) {
  try {
    return { returned: call() };
  } catch (error) {
    return { threw: error };
  }
}

/** How a promise ended. */
async function settle(promise) {
  try {
    return { resolved: await promise };
  } catch (error) {
    return { rejected: error };
  }
}
