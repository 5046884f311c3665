// What is added to Stryker: it can try a sample only, and tells of each mutant as soon as its outcome is known.

import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { projectRoot } from '../setup/paths.mjs';

/** @typedef {import('./judge.mjs').Mutant} Mutant */

let wanted = Number.POSITIVE_INFINITY;
let seed = '1';
/** @type {(mutant: Mutant) => void} */
let take = () => {};

/**
 * @param {number} count of mutants that are tried, always the same ones for the same seed; Infinity: all
 * @param {string} wantedSeed
 */
export function chooseSample(count, wantedSeed) {
  wanted = count;
  seed = wantedSeed;
}

/** @param {(mutant: Mutant) => void} wantedTake gets each mutant when its outcome is known */
export function onMutant(wantedTake) {
  take = wantedTake;
}

class OwnReporter {
  /** @param {{ mutantPlans: { mutant: Mutant }[] }} event Stryker runs the plans that are in the list afterwards */
  onMutationTestingPlanReady({ mutantPlans }) {
    const found = mutantPlans.length;
    if (found > wanted) this.keepSample(mutantPlans);
    const files = new Set(mutantPlans.map(({ mutant }) => mutant.fileName)).size;
    process.stdout.write(`${mutantPlans.length} of ${found} mutants are tried, in ${files} files.\n`);
  }

  /** @param {{ mutant: Mutant }[]} mutantPlans */
  keepSample(mutantPlans) {
    const ranked = mutantPlans.map((plan) => ({ plan, rank: rankOf(plan.mutant) }));
    const chosen = new Set(
      ranked
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .slice(0, wanted)
        .map(({ plan }) => plan),
    );
    mutantPlans.splice(0, mutantPlans.length, ...mutantPlans.filter((plan) => chosen.has(plan)));
  }

  /** @param {Mutant} mutant */
  onMutantTested(mutant) {
    take(mutant);
  }
}

/** @param {Mutant} mutant */
function rankOf({ fileName, location, replacement }) {
  return createHash('sha256')
    .update(JSON.stringify([seed, relative(projectRoot, fileName), location, replacement]))
    .digest('hex');
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'own', injectableClass: OwnReporter }];
