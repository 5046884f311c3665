/** Builds a TypeScript program of the tests into one that plain Node runs. */

import { basename } from 'node:path';
import { buildBundle } from '../../scripts/bundles.mjs';

/** @returns the built file */
export function buildProgram(entry: string, outFolder: string): Promise<string> {
  const output = `${basename(entry, '.ts')}.mjs`;
  return buildBundle({ entry, output, target: 'node20', sourcemap: false }, outFolder);
}
