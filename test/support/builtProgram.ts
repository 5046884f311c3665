/** Builds a TypeScript program of the tests into one that plain Node runs. */

import { basename, join } from 'node:path';
import { build } from 'vite';

/** @returns the built file */
export async function buildProgram(entry: string, outFolder: string): Promise<string> {
  const name = basename(entry, '.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outFolder, `${name}.mjs`);
}
