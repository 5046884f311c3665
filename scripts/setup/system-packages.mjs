import { existsSync, readFileSync } from 'node:fs';
import { run, SetupError, say } from './report.mjs';

/**
 * Names of one thing in different Debian releases (Debian 13 and Ubuntu 24.04 renamed some), newest
 * first; the first that the package index knows is installed.
 *
 * @typedef {readonly string[]} PackageNames
 */

/**
 * Shared libraries that Electron's executable needs and a bare Debian lacks.
 *
 * @type {readonly PackageNames[]}
 */
export const ELECTRON_LIBRARIES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libdrm2'],
  ['libxkbcommon0'],
  ['libxcomposite1'],
  ['libxdamage1'],
  ['libxrandr2'],
];

/**
 * Installs Debian packages when that is possible without asking for a password.
 *
 * @param {string} purpose why they are needed, as "Electron needs shared libraries that are missing"
 * @param {readonly PackageNames[]} packages
 * @throws {SetupError} with the exact command to run where this process may not install
 */
export async function installSystemPackages(purpose, packages) {
  const plainNames = packages.map((names) => names.at(-1));
  if (!isDebian()) {
    throw new SetupError(`${purpose}.`, `Install the equivalent of these Debian packages: ${plainNames.join(' ')}`);
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(`${purpose}.`, `Run: sudo apt-get install -y ${plainNames.join(' ')}`);
  }
  say(`${purpose}: installing with apt-get …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('updating the package index', 'apt-get', ['update'], { env: environment, quiet: true });
  const known = await Promise.all(packages.map(firstKnownName));
  const { exitCode, output } = await run(
    'installing system packages',
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...known],
    { env: environment, quiet: true },
  );
  if (exitCode !== 0) {
    throw new SetupError(
      `apt-get install failed:\n${output.trim().split('\n').slice(-8).join('\n')}`,
      `Run it yourself to see why: apt-get install -y ${known.join(' ')}`,
    );
  }
}

/** @param {PackageNames} names */
async function firstKnownName(names) {
  for (const name of names) {
    const { output } = await run('asking apt', 'apt-cache', ['policy', name], { quiet: true });
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return names.at(-1) ?? '';
}

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8'));
}
