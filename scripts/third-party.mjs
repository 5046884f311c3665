// Writes the licence texts of what the package contains: of every production package in package-lock.json, as all of them may be bundled.
// `npm run package` does it; alone: node scripts/third-party.mjs [project folder] [file to write]

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './setup/paths.mjs';
import { runScript, SetupError, say } from './setup/report.mjs';

/** What electron-builder.yml puts beside the archive. */
export const THIRD_PARTY_FILE = join(projectRoot, 'out', 'THIRD-PARTY.txt');

/** Files that hold a licence or what it demands to be passed on. */
const TEXT_NAME = /^(licen[cs]e|copying|notice|ofl)\b/i;
/** Texts of packages that come without one, as `<name>@<version>.txt`: another version is to be looked at again. */
const SUPPLIED = join(dirname(fileURLToPath(import.meta.url)), 'licences');

/**
 * @param {string} root folder with package-lock.json and node_modules
 * @returns {{ name: string, version: string, license: string, texts: string[] }[]} sorted by name
 * @throws {SetupError} if a package is not installed in the locked version, or has no text
 */
export function thirdPartyPackages(root) {
  const { packages } = readJson(join(root, 'package-lock.json'));
  const found = [];
  for (const [path, { dev, version, license }] of Object.entries(packages)) {
    // The project itself; what only builds and tests it.
    if (path === '' || dev) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const folder = join(root, path);
    if (!existsSync(folder) || readJson(join(folder, 'package.json')).version !== version) {
      throw new SetupError(`${name} ${version} of package-lock.json is not installed in ${path}.`, 'Run: npm ci');
    }
    const texts = textsIn(folder);
    const supplied = join(SUPPLIED, `${name.replace('/', '+')}@${version}.txt`);
    if (texts.length === 0 && existsSync(supplied)) texts.push(readFileSync(supplied, 'utf8'));
    if (texts.length === 0) {
      throw new SetupError(
        `${name} ${version} (${license ?? 'licence unknown'}) comes without the text of its licence.`,
        `Put the text into ${supplied}, or do without the package.`,
      );
    }
    found.push({ name, version, license: license ?? 'see the text', texts });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} root folder with package-lock.json and node_modules
 * @param {string} file is replaced
 * @throws {SetupError} as thirdPartyPackages
 */
export function writeThirdParty(root, file) {
  const packages = thirdPartyPackages(root);
  const parts = packages.map(({ name, version, license, texts }) =>
    [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n'),
  );
  const start =
    'Electroscope contains parts of these packages. The texts of Electron and Chromium lie beside its executable.';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${[start, ...parts].join(`\n\n${'='.repeat(80)}\n\n`)}\n`);
  say(`Licence texts of ${packages.length} packages: ${file}`);
}

/** @param {string} folder of a package @returns {string[]} empty texts are none */
function textsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT_NAME.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8'))
    .filter((text) => text.trim() !== '');
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => {
    writeThirdParty(process.argv[2] ?? projectRoot, process.argv[3] ?? THIRD_PARTY_FILE);
    return 0;
  });
}
