const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

module.exports = { answerOf, collectRepeatedly, collectUntil };

const LONGEST_WAIT_MS = 10_000;
/** Most of what is waited for comes without a collection, which takes longer than this. */
const ROUNDS_WITHOUT = 4;
const BETWEEN_ROUNDS_MS = 4;
/** Enough for what is reached through other objects that must go first. */
const MOST_NEEDED_ROUNDS = 5;

/** Collects garbage until the condition holds. @returns whether it ever did */
async function collectUntil(condition) {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (let round = 0; !condition() && Date.now() < deadline; round++) {
    if (round >= ROUNDS_WITHOUT) collect();
    await nextRound();
  }
  return condition();
}

/** Collects whatever nobody keeps. */
async function collectRepeatedly() {
  for (let round = 0; round < MOST_NEEDED_ROUNDS; round++) {
    collect();
    await nextRound();
  }
}

/** Finalizers run in tasks of their own. */
function nextRound() {
  return new Promise((resolve) => setTimeout(resolve, BETWEEN_ROUNDS_MS));
}

/** Resolves as the promise does, collecting garbage meanwhile: what waits for a lost event ends when that is collected. */
async function answerOf(promise) {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  if (!(await collectUntil(() => isSettled))) throw new Error('There was no answer, not even after collecting garbage');
  return promise;
}
