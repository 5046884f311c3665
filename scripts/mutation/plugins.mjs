// What is added to Stryker: it can leave functions out, and tells what is missed as soon as it is known.

import { createHash } from 'node:crypto';

/** What is read of a path of Babel. @typedef {{ isFunction(): boolean, findParent(is: (parent: BabelPath) => boolean): unknown, toString(): string }} BabelPath */
/** @typedef {import('./judge.mjs').Mutant} Mutant */

let percent = 100;
let seed = '1';
/** @type {(mutant: Mutant) => void} */
let take = () => {};

/**
 * @param {number} wantedPercent of the functions are mutated, 1 to 100; always the same ones for the same seed
 * @param {string} wantedSeed
 */
export function chooseSample(wantedPercent, wantedSeed) {
  percent = wantedPercent;
  seed = wantedSeed;
}

/** @param {(mutant: Mutant) => void} wantedTake gets each mutant when its outcome is known */
export function onMutant(wantedTake) {
  take = wantedTake;
}

class Teller {
  /** @param {Mutant} mutant */
  onMutantTested(mutant) {
    take(mutant);
  }
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'sample',
    value: {
      /** @param {BabelPath} path @returns {string | undefined} why Stryker leaves it alone */
      shouldIgnore(path) {
        if (percent === 100 || !path.isFunction()) return undefined;
        // What is in a function goes with it.
        if (path.findParent((parent) => parent.isFunction()) !== null) return undefined;
        const digest = createHash('sha256').update(`${seed} ${path.toString()}`).digest();
        return digest.readUInt32LE() % 100 < percent ? undefined : 'not in the sample';
      },
    },
  },
  { kind: 'Reporter', name: 'teller', injectableClass: Teller },
];
