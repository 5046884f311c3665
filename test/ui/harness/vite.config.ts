import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: folder,
  base: './',
  plugins: [react({ jsxImportSource: '#renderer' })],
  build: {
    outDir: fileURLToPath(new URL('../../../out/ui-harness', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'esnext',
  },
});
