// `npm run bench`: from a fresh clone to the tables of docs/benchmarks.md, and out/bench/results.json.
// `npm run bench -- --quick` takes a shorter look; `npm run bench -- --only <name>` runs a part.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';

await runScript(async () => {
  const { environment } = await prepareElectron();
  const display = await ensureDisplay({ always: true });
  await build();
  await buildPrograms();
  say('Measuring. Anything else that runs on this machine makes the figures worse.');
  // Not through `run`: the tables are data, and go to stdout.
  const child = spawn(process.execPath, [join('out', 'bench', 'run.mjs'), ...process.argv.slice(2)], {
    cwd: projectRoot,
    env: { ...process.env, ...environment, ...display },
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});

/** Builds the programs that measure: test/bench into out/bench. */
async function buildPrograms() {
  say('Building the benchmarks …');
  const script = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join('test', 'bench', 'vite.config.ts');
  const { exitCode, output } = await run(
    'building the benchmarks',
    process.execPath,
    [script, 'build', '-c', config, '--logLevel', 'warn'],
    { cwd: projectRoot, quiet: true },
  );
  if (exitCode !== 0) {
    throw new SetupError(`Building the benchmarks failed:\n${output.trim()}`, 'Mend it, and run the command again.');
  }
}
