// Writes the licence texts of what packages of Electroscope contain: of each package that src imports, and of those that it depends on.
// `npm pack` and `npm run package` do it; alone: node scripts/third-party.mjs [project folder] [file to write]

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStarted, projectRoot } from './setup/paths.mjs';
import { runScript, SetupError, say } from './setup/report.mjs';

/** What both packages take from here. */
export const THIRD_PARTY_FILE = join(projectRoot, 'THIRD-PARTY.md');

/** The package of an import that stays in the code; neither Node's own, nor Electron, nor types. */
const PACKAGE_IMPORT =
  /(?:^(?:import|export)\s+(?!type\b)(?:[^;'"]+\sfrom\s+)?|@import\s+|\bimport\()['"](?!node:|electron['"]|#)((?:@[\w-]+\/)?[\w-][\w.-]*)/gm;

/** Files that hold a licence or what it demands to be passed on. */
const TEXT_NAME = /^(licen[cs]e|copying|notice|ofl)\b/i;
/** Texts of packages that come without one, as `<name>@<version>.txt`: another version is to be looked at again. */
const SUPPLIED = join(dirname(fileURLToPath(import.meta.url)), 'licences');

/**
 * @typedef {Record<string, {
 *   version: string, license?: string, dependencies?: object, optionalDependencies?: object, peerDependencies?: object,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }>,
 * }>} LockedPackages by the path of each
 */

/**
 * @param {string} root folder with package-lock.json, node_modules and src
 * @returns {{ name: string, version: string, license: string, texts: string[] }[]} sorted by name
 * @throws {SetupError} if a package is not installed in the locked version, or has no text
 */
export function thirdPartyPackages(root) {
  const { packages } = readJson(join(root, 'package-lock.json'));
  const found = [];
  for (const path of bundledPaths(root, packages)) {
    const { version, license } = packages[path];
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
 * @param {string} root
 * @param {LockedPackages} packages
 * @returns {Set<string>} where the packages lie that may be bundled
 */
function bundledPaths(root, packages) {
  /** @type {Set<string>} */
  const paths = new Set();
  /** @param {string} name @param {string} from path of the package that asks for it @param {boolean} isOptional */
  const add = (name, from, isOptional) => {
    const path = pathOf(name, from, packages);
    if (path === undefined && !isOptional) {
      throw new SetupError(`${name}, which ${from || 'src'} imports, is not in package-lock.json.`, 'Run: npm install');
    }
    if (path === undefined || paths.has(path)) return;
    paths.add(path);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} } = packages[path] ?? {};
    for (const needed of Object.keys({ ...dependencies })) add(needed, path, false);
    for (const needed of Object.keys({ ...optionalDependencies })) add(needed, path, true);
    for (const peer of Object.keys({ ...peerDependencies })) {
      if (!peerDependenciesMeta[peer]?.optional) add(peer, path, false);
    }
  };
  for (const name of importedNames(join(root, 'src'))) add(name, '', false);
  return paths;
}

/** @param {string} name @param {string} from @param {LockedPackages} packages @returns {string | undefined} as Node finds it */
function pathOf(name, from, packages) {
  for (let level = from; ; level = level.slice(0, Math.max(0, level.lastIndexOf('/node_modules/')))) {
    const path = `${level === '' ? '' : `${level}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (level === '') return undefined;
  }
}

/** @param {string} folder of sources @returns {Set<string>} packages */
function importedNames(folder) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ts|tsx|css)$/.test(file)) continue;
    for (const [, name = ''] of readFileSync(join(folder, file), 'utf8').matchAll(PACKAGE_IMPORT)) names.add(name);
  }
  return names;
}

/**
 * @param {string} root folder with package-lock.json and node_modules
 * @param {string} file is replaced
 * @throws {SetupError} as thirdPartyPackages
 */
export function writeThirdParty(root, file) {
  const packages = thirdPartyPackages(root);
  const parts = packages.map(({ name, version, license, texts }) =>
    [`## ${name} ${version} (${license})`, ...texts.map((text) => `~~~text\n${text.trim()}\n~~~`)].join('\n\n'),
  );
  const start =
    '# Third-party software\n\nElectroscope contains parts of these packages. The texts of Electron and Chromium lie beside the executable of Electron.';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${[start, ...parts].join('\n\n')}\n`);
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

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    writeThirdParty(process.argv[2] ?? projectRoot, process.argv[3] ?? THIRD_PARTY_FILE);
    return 0;
  });
}
