#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../out/cli/electroscope.mjs', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('electroscope: it is not built yet.\n  Run: npm run build\n');
  process.exitCode = 1;
}
