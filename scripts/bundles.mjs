// The bundles beside the window's: each is one self-contained file. `npm run build -- <name>` builds one alone.
// electron.vite.config.ts has those of the window.

import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isStarted, projectRoot } from './setup/paths.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} entry file in the project
 * @property {string} output file in the folder of all outputs; .cjs is CommonJS, .mjs an ES module
 * @property {string} target what its syntax is for
 * @property {readonly string[]} [external] modules that stay imports
 * @property {boolean | 'hidden'} sourcemap hidden: the file does not name it
 */

/** @typedef {Bundle & { readonly name: string, readonly title: string }} NamedBundle */

/** For other apps' Electron, from version 20 on. */
const IN_TARGETS = { target: 'node16', external: ['electron'] };

/** @type {readonly NamedBundle[]} */
export const BUNDLES = [
  {
    ...IN_TARGETS,
    name: 'agent',
    title: 'agent',
    entry: 'src/agent/index.ts',
    output: 'agent/agent.cjs',
    // An app that maps its stacks must not map the agent's frames.
    sourcemap: 'hidden',
  },
  {
    ...IN_TARGETS,
    name: 'run-hook',
    title: 'hook of run',
    entry: 'src/agent/runHook.ts',
    output: 'agent/run-hook.cjs',
    sourcemap: 'hidden',
  },
  {
    ...IN_TARGETS,
    name: 'timing-preload',
    title: 'timing preload',
    entry: 'src/agent/frame/index.ts',
    output: 'agent/timing-preload.cjs',
    // Chromium 94 and later.
    target: 'es2021',
    // Every document would look for it.
    sourcemap: false,
  },
  {
    name: 'scan',
    title: 'payload search',
    // A worker of the inspector's main process loads it.
    entry: 'src/main/query/scanThread.ts',
    output: 'scan/scanThread.mjs',
    target: 'node20',
    sourcemap: true,
  },
  {
    name: 'cli',
    title: 'command line',
    // Runs with plain Node, without Electron.
    entry: 'src/main/cli/index.ts',
    output: 'cli/electroscope.mjs',
    target: 'node20',
    sourcemap: true,
  },
];

/**
 * Builds a bundle, and leaves everything else in the folder of its output.
 *
 * @param {Bundle} bundle
 * @param {string} outFolder folder of all outputs
 * @returns {Promise<string>} the built file
 */
export async function buildBundle({ entry, output, target, external = [], sourcemap }, outFolder) {
  // Not at the top: packages may be missing when this file is loaded.
  const { build } = await import('vite');
  const format = output.endsWith('.cjs') ? 'cjs' : 'es';
  const file = join(outFolder, output);
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: [...external] },
    build: {
      ssr: entry,
      outDir: dirname(file),
      emptyOutDir: false,
      target,
      minify: false,
      sourcemap,
      rolldownOptions: {
        output: { format, entryFileNames: basename(file), codeSplitting: false, strict: format === 'cjs' || 'auto' },
      },
    },
  });
  return file;
}

/** Removes the folders that the bundles are written to. @param {string} outFolder folder of all outputs */
export function emptyBundleFolders(outFolder) {
  for (const { output } of BUNDLES) rmSync(join(outFolder, dirname(output)), { recursive: true, force: true });
}

// To be run as a process of its own, because Vite sets NODE_ENV.
if (isStarted(import.meta.url)) {
  for (const bundle of BUNDLES) {
    if (process.argv.includes(bundle.name, 2)) await buildBundle(bundle, join(projectRoot, 'out'));
  }
}
