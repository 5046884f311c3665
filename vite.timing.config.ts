// The timing preload is its own build: one self-contained CommonJS file that runs in the frames of other apps, sandboxed
// ones included.

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: 'src/agent/frame/index.ts',
    outDir: 'out/agent',
    // The agent's file lies there, too.
    emptyOutDir: false,
    // Chromium 94 and later.
    target: 'es2021',
    minify: false,
    // Every document would look for it.
    sourcemap: false,
    rolldownOptions: {
      output: { format: 'cjs', entryFileNames: 'timing-preload.cjs', codeSplitting: false, strict: true },
    },
  },
});
