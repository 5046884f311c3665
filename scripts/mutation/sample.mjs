// A Stryker plugin: mutates only a share of the functions, always the same for the same seed.

import { createHash } from 'node:crypto';

let percent = 100;
let seed = '1';

/** @param {number} wantedPercent of the functions, 1 to 100 @param {string} wantedSeed */
export function chooseSample(wantedPercent, wantedSeed) {
  percent = wantedPercent;
  seed = wantedSeed;
}

/** What it reads of a path of Babel. @typedef {{ isFunction(): boolean, isClassMethod(): boolean, hub: unknown, node: { start?: number | null }, findParent(is: (parent: BabelPath) => boolean): unknown, toString(): string }} BabelPath */

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
];
