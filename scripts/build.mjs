// Builds everything into out/: main, preload and renderer of the window (electron-vite), and the bundles of bundles.mjs.
// `npm run build -- <name>` builds one part, and leaves the others as they are.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLES, emptyBundleFolders } from './bundles.mjs';
import { checkNodeVersion, installPackages } from './setup/packages.mjs';
import { isStarted, projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';

const electronVite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const bundler = join(projectRoot, 'scripts', 'bundles.mjs');

const PARTS = [
  { name: 'window', title: 'inspector', args: [electronVite, 'build', '--logLevel', 'warn'] },
  ...BUNDLES.map(({ name, title }) => ({ name, title, args: [bundler, name] })),
];

/**
 * @param {readonly string[]} [names] of parts; none: all, after removing what earlier builds left
 * @throws {SetupError} naming the part that failed, or that does not exist
 */
export async function build(names = []) {
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    const known = PARTS.map(({ name }) => name).join(', ');
    throw new SetupError(`“${unknown}” is not a part of the build.`, `The parts are: ${known}.`);
  }
  if (names.length === 0) emptyBundleFolders(join(projectRoot, 'out'));
  writeManifest();
  for (const { title, args } of PARTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`Building the ${title} …`);
    const { exitCode, output } = await run(`building the ${title}`, process.execPath, args, {
      cwd: projectRoot,
      quiet: true,
    });
    if (exitCode !== 0)
      throw new SetupError(`Building the ${title} failed:\n${output.trim()}`, 'Fix it, then build again.');
  }
}

/** What `electron <package>/out` starts: Node would take a `main` of the package itself for a module. */
function writeManifest() {
  const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const manifest = { name, productName: 'Electroscope', version, type: 'module', main: 'main/index.js' };
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(join(projectRoot, 'out', 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    checkNodeVersion();
    await installPackages();
    await build(process.argv.slice(2));
    return 0;
  });
}
