// Builds everything into out/: main, preload and renderer (electron-vite), the agent, and the command-line program.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNodeVersion, installPackages } from './setup/packages.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';

const BUILDS = [
  { name: 'inspector', tool: 'electron-vite/bin/electron-vite.js', args: ['build', '--logLevel', 'warn'] },
  { name: 'agent', tool: 'vite/bin/vite.js', args: ['build', '-c', 'vite.agent.config.ts', '--logLevel', 'warn'] },
  { name: 'hook of run', tool: 'vite/bin/vite.js', args: ['build', '-c', 'vite.hook.config.ts', '--logLevel', 'warn'] },
  {
    name: 'payload search',
    tool: 'vite/bin/vite.js',
    args: ['build', '-c', 'vite.scan.config.ts', '--logLevel', 'warn'],
  },
  {
    name: 'timing preload',
    tool: 'vite/bin/vite.js',
    args: ['build', '-c', 'vite.timing.config.ts', '--logLevel', 'warn'],
  },
  { name: 'command line', tool: 'vite/bin/vite.js', args: ['build', '-c', 'vite.cli.config.ts', '--logLevel', 'warn'] },
];

/** @throws {SetupError} naming the part that failed */
export async function build() {
  for (const { name, tool, args } of BUILDS) {
    say(`Building the ${name} …`);
    const script = join(projectRoot, 'node_modules', tool);
    const { exitCode, output } = await run(`building the ${name}`, process.execPath, [script, ...args], {
      cwd: projectRoot,
      quiet: true,
    });
    if (exitCode !== 0)
      throw new SetupError(`Building the ${name} failed:\n${output.trim()}`, 'Fix it, then build again.');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => {
    checkNodeVersion();
    await installPackages();
    await build();
    return 0;
  });
}
