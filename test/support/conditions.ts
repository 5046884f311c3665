/**
 * Where a test holds, if not everywhere. A test that is left out names its condition and the reason, and the run lists
 * both at its end.
 *
 *     test('…', onlyWhere(posix, 'Windows has no pipes that are files'), () => {…});   // vitest, also describe
 *     test.skip(...unless(linux, 'it reads /proc'));                                   // Playwright
 */

import { existsSync } from 'node:fs';
import { majorOf, versionOfDist } from '../../src/main/targets/electronExecutable';
import { electronExecutable } from './paths';

export interface Condition {
  /** As in “only on Linux”. */
  readonly name: string;
  holds(): boolean;
}

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test does not run here. */
    leftOut?: string;
  }
}

export const linux: Condition = { name: 'on Linux', holds: () => process.platform === 'linux' };

export const posix: Condition = { name: 'on Linux and macOS', holds: () => process.platform !== 'win32' };

export const macOS: Condition = { name: 'on macOS', holds: () => process.platform === 'darwin' };

export const windows: Condition = { name: 'on Windows', holds: () => process.platform === 'win32' };

export const root: Condition = { name: 'as root', holds: () => process.getuid?.() === 0 };

export const fullDevice: Condition = { name: 'where there is a /dev/full', holds: () => existsSync('/dev/full') };

/** The Electron that apps of the tests run on. */
export function electron({ from = 0, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number }): Condition {
  const range = Number.isFinite(to) ? (from === 0 ? `up to ${to}` : `${from} to ${to}`) : `${from} and later`;
  return {
    name: `with Electron ${range}`,
    holds() {
      const major = majorOf(versionOfDist(electronExecutable()));
      return from <= major && major <= to;
    },
  };
}

/** For vitest: options of a test, or of a group of tests. */
export function onlyWhere(condition: Condition, reason: string) {
  return condition.holds() ? {} : { skip: true, meta: { leftOut: leftOut(condition, reason) } };
}

/** For Playwright: the arguments of `test.skip`. */
export function unless(condition: Condition, reason: string): [isLeftOut: boolean, description: string] {
  return [!condition.holds(), leftOut(condition, reason)];
}

function leftOut({ name }: Condition, reason: string): string {
  return `only ${name}: ${reason}`;
}
