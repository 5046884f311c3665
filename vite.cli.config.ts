// The command-line program is its own build: it runs with plain Node, and without Electron.

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main/cli/index.ts',
    outDir: 'out/cli',
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      output: { format: 'es', entryFileNames: 'electroscope.mjs', codeSplitting: false },
    },
  },
});
