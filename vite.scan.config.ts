// The thread that scans payloads is its own build: one file that a worker of the inspector's main process loads.

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main/query/scanThread.ts',
    outDir: 'out/scan',
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      output: { format: 'es', entryFileNames: 'scanThread.mjs', codeSplitting: false },
    },
  },
});
