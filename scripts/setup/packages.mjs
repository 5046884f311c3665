import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';
import { run, SetupError, say } from './report.mjs';

const MINIMUM_NODE = [20, 19];

/** Fails with a remedy when this Node is too old to run the tools of the project. */
export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = MINIMUM_NODE;
  if (major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old: Electroscope needs Node ${MINIMUM_NODE.join('.')} or newer.`,
    'Install a current Node (https://nodejs.org) and run the command again.',
  );
}

/**
 * Installs what package-lock.json asks for, unless exactly that is already there.
 *
 * @param {string} [folder] of package-lock.json
 */
export async function installPackages(folder = projectRoot) {
  const stampFile = join(folder, 'node_modules', '.electroscope-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;

  say('Installing packages (about half a minute, once) …');
  // Engine warnings are left out: Electron's installer asks for Node 22, and works on 20 too.
  const { exitCode, output } = await run(
    'installing packages',
    'npm',
    // Under `npm publish --dry-run`, npm would inherit that option from its environment and install nothing.
    ['ci', '--no-dry-run', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, quiet: true },
  );
  if (exitCode !== 0) {
    throw new SetupError(
      `npm ci failed:\n${output.trim()}`,
      'Check the connection to the npm registry, then run the command again.',
    );
  }
  writeFileSync(stampFile, lock);
}
