// The agent is its own build: one self-contained CommonJS file for other apps' Electron, down to Node 16.

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: 'src/agent/index.ts',
    outDir: 'out/agent',
    target: 'node16',
    minify: false,
    // Without a reference to it in the file: an app that maps its stacks must not map the agent's frames.
    sourcemap: 'hidden',
    rolldownOptions: {
      output: { format: 'cjs', entryFileNames: 'agent.cjs', codeSplitting: false, strict: true },
    },
  },
});
