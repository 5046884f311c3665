// `npm run fuzz`: the fuzz tests of `npm test` with many more inputs, others each time.
// `npm run fuzz -- --scale 100 --seed 7 lines` tries a hundred times as many, from this seed, of one kind.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './setup/paths.mjs';

const { values, positionals } = parseArgs({
  options: { scale: { type: 'string', default: '20' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
process.stdout.write(`Fuzzing with seed ${seed}, ${values.scale} times the inputs of npm test.\n`);
const folder = join('test', 'unit', 'fuzz');
const wanted = positionals.length === 0 ? [folder] : positionals.map((name) => join(folder, name));
const child = spawn(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...wanted], {
  cwd: projectRoot,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SCALE: values.scale, FUZZ_SEED: seed },
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
