// The bench programs, for plain Node and for an Electron that runs as Node. They must lie in out/bench itself, not in
// a folder below: test/support/paths.ts finds the project from where it lies, and that is as deep as test/support.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('../..'),
  publicDir: false,
  ssr: { noExternal: true, external: ['playwright'] },
  build: {
    ssr: true,
    outDir: 'out/bench',
    // As the agent's, so that its encoder is measured as it runs.
    target: 'node16',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        run: here('run.ts'),
        receiver: here('ipc/receiver.ts'),
        encoder: here('encoder/encoder.ts'),
        ingest: here('ingest/ingest.ts'),
        agentSender: here('ingest/agentSender.ts'),
        scanThread: here('../../src/main/query/scanThread.ts'),
        open: here('open/open.ts'),
        query: here('query/query.ts'),
        export: here('export/export.ts'),
        standInTarget: here('window/standInTarget.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
});
