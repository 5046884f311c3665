// What `electroscope run` loads into every Node process below it: as small as can be, and of no other file's company.

import { defineConfig } from 'vite';
import agent from './vite.agent.config';

export default defineConfig({
  ...agent,
  build: {
    ...agent.build,
    ssr: 'src/agent/runHook.ts',
    emptyOutDir: false,
    rolldownOptions: {
      output: { format: 'cjs', entryFileNames: 'run-hook.cjs', codeSplitting: false, strict: true },
    },
  },
});
