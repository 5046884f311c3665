/** The npm package: packed, installed offline in an empty folder outside the checkout, and used from there. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { type Node, parse } from 'acorn';
import { expect, test } from 'playwright/test';
import { publint } from 'publint';
import { messagesOf, readEntries } from '../support/captureFile';
import { startCommand } from '../support/commandLine';
import { electron, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { InstalledPackage } from '../support/installedPackage';
import { projectRoot, testApps } from '../support/paths';

const CONTENTS_FILE = join(projectRoot, 'test', 'fixtures', 'packageContents.txt');
const MAX_PACKED_BYTES = 1.6e6;
const MAX_UNPACKED_BYTES = 4.5e6;
/** A file of the window: its name ends with a hash, and the bundler chooses how many scripts and style sheets there are. */
const ASSET = /^(out\/renderer\/assets\/)(?:.*(\.js|\.css)|(.*-)[\w-]{8}(\.\w+))$/;
const SCRIPT = /\.[cm]?js$/;
const MODES = ['nodenext', 'node16', 'bundler'] as const;

let installed: InstalledPackage;
test.beforeAll(() => {
  installed = InstalledPackage.create();
});
test.afterAll(() => installed?.remove());

const textOf = (file: string) => readFileSync(join(installed.folder, file), 'utf8');

test('has the files of the list, and is small', () => {
  const files = installed.files();
  const listed = readFileSync(CONTENTS_FILE, 'utf8').trimEnd().split('\n');
  const named = files.map((file) => file.replace(ASSET, '$1$3*$2$4'));
  expect([...new Set(named)].sort()).toEqual(listed);
  expect(statSync(installed.tarball).size).toBeLessThan(MAX_PACKED_BYTES);
  const sizes = files.map((file) => statSync(join(installed.folder, file)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_UNPACKED_BYTES);
});

test('installs nothing else, runs nothing when it is installed, and names no place of this computer', () => {
  const packages = readdirSync(join(installed.project, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(packages).toEqual(['electroscope']);
  const {
    dependencies,
    optionalDependencies,
    main,
    private: isPrivate,
    scripts,
    peerDependencies,
  } = installed.manifest;
  expect({ dependencies, optionalDependencies, main, isPrivate }).toEqual({});
  expect(peerDependencies).toEqual({ electron: '*' });
  const names = Object.keys(scripts as object);
  expect(names.filter((name) => /^(pre|post)?(install|uninstall)$|^prepare$|^postprepare$/.test(name))).toEqual([]);
  const places = [projectRoot, homedir()].filter((place) => place !== '/');
  for (const file of installed.files()) {
    const text = textOf(file);
    expect(
      places.filter((place) => text.includes(`${place}/`)),
      file,
    ).toEqual([]);
  }
});

test('is found fit by publint and Are the types wrong', async () => {
  const tarball = readFileSync(installed.tarball);
  const buffer = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
  expect(messages).toEqual([]);
  const types = await checkPackage(createPackageFromTarballData(tarball));
  // TypeScript's node10 knows no exports, and is gone since TypeScript 7.
  const problems = types.types === false ? ['no types'] : types.problems;
  expect(
    problems.filter(
      (problem) => typeof problem === 'string' || !('resolutionKind' in problem) || problem.resolutionKind !== 'node10',
    ),
  ).toEqual([]);
});

test('its code imports Node, Electron and its own files', () => {
  const allowed = new Set(['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])]);
  const scripts = installed.files().filter((file) => /^(bin|out|agent)\//.test(file) && SCRIPT.test(file));
  expect(scripts).toContain('out/cli/electroscope.mjs');
  const wrong = scripts.flatMap((file) =>
    importsOf(file)
      .filter((name) => !(name.startsWith('.') ? existsBeside(file, name) : allowed.has(name)))
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
  expect(importsOf('agent/index.cjs')).toEqual(['../out/agent/agent.cjs']);
  expect(importsOf('out/main/index.js')).toEqual(expect.arrayContaining(['electron', 'node:fs', 'stream']));
});

function existsBeside(file: string, name: string): boolean {
  return existsSync(join(installed.folder, posix.join(dirname(file), name)));
}

/** What a script names in `import`, `export … from`, `import()` and `require()`. */
function importsOf(file: string): string[] {
  const sourceType = file.endsWith('.cjs') ? 'script' : 'module';
  const tree = parse(textOf(file), { ecmaVersion: 'latest', sourceType, allowHashBang: true });
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const name = importedBy(value as ImportingNode);
    if (name !== undefined) found.push(name);
    Object.values(value).forEach(visit);
  };
  visit(tree);
  return found;
}

interface ImportingNode extends Node {
  readonly source?: { readonly value?: unknown } | null;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly { readonly value?: unknown }[];
}

function importedBy({ type, source, callee, arguments: args }: ImportingNode): string | undefined {
  const isRequired = type === 'CallExpression' && /^(__)?require$/.test(callee?.name ?? '');
  const name = isRequired ? args?.[0]?.value : /^(Import|Export)/.test(type) ? source?.value : undefined;
  return typeof name === 'string' ? name : undefined;
}

test('each export can be imported and required, and has types', () => {
  const exported = Object.keys(installed.manifest.exports as object).map((path) => posix.join('electroscope', path));
  expect(exported).toContain('electroscope/agent');
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: installed.project, encoding: 'utf8' });
  const modules = exported.filter((name) => !name.endsWith('.json'));
  for (const name of modules) {
    const print = `((it) => console.log(Object.keys(it).filter((key) => !/^(default|module\\.exports)$/.test(key)).sort().join()))`;
    const imported = node('--input-type=module', '-e', `${print}(await import('${name}'))`);
    expect(imported.trim(), name).not.toBe('');
    expect(node('-e', `${print}(require('${name}'))`), name).toBe(imported);
  }
  expect(JSON.parse(node('-p', `JSON.stringify(require('electroscope/package.json').version)`))).toMatch(/^\d+\.\d+/);

  const use = modules
    .map((name, i) => `import * as m${i} from '${name}';\nexport const v${i}: object = m${i};\n`)
    .join('');
  const misuse = `import { attach } from 'electroscope/agent';\nexport const isAttached: string = attach();\n`;
  for (const [file, text] of Object.entries({ 'use.mts': use, 'use.cts': use, 'misuse.mts': misuse })) {
    writeFileSync(join(installed.project, file), text);
  }
  for (const mode of MODES) {
    const compile = (...files: string[]) => {
      const module = mode === 'bundler' ? 'esnext' : mode;
      const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
      return node(tsc, '--noEmit', '--strict', '--types', '', '--module', module, '--moduleResolution', mode, ...files);
    };
    expect(compile('use.mts', 'use.cts'), mode).toBe('');
    // The types are read: a wrong use does not compile.
    expect(() => compile('misuse.mts'), mode).toThrow('Command failed');
  }
});

/** Without the Electron that the tests name. */
const variables = { ELECTRON_OVERRIDE_DIST_PATH: undefined, ELECTRON_EXEC_PATH: undefined };
const command = (...args: string[]) =>
  startCommand(installed.project, { program: installed.program, variables }, ...args);

test('without an Electron it says its version, and what opens the window', async () => {
  const version = command('--version');
  expect(await version.closed, version.output.stderr).toBe(0);
  expect(version.output.stdout).toBe(`${installed.manifest.version}\n`);

  const open = command('.');
  expect(await open.closed).toBe(1);
  expect(open.output.stderr).toBe(
    'electroscope: The window needs Electron 33 or later; none is installed.\n' +
      '  Run: npx -p electroscope -p electron@latest -c "install-electron && electroscope ."' +
      '   or, without a window: npx electroscope record . -o run.escope\n',
  );
});

test.describe('with an Electron in the project', () => {
  test.skip(...unless(electron({ from: 33 }), 'it opens the window'));
  let app = '';
  test.beforeAll(() => {
    installed.addElectron();
    app = join(installed.project, 'app');
    cpSync(join(testApps, 'attachable'), app, { recursive: true });
  });

  test('it records an app', async () => {
    const record = command('record', app, '--until', 'channel:early:note', '-o', 'run.escope');
    expect(await record.closed, record.output.stderr).toBe(0);
    const messages = messagesOf(readEntries(join(installed.project, 'run.escope')));
    expect(messages.map(({ channel }) => channel)).toContain('early:note');
  });

  test('its program opens the window with this Electron, and ends with it', async () => {
    const dataFolder = join(installed.project, 'data');
    const options = { program: installed.program, variables: { ...variables, ELECTROSCOPE_DATA_DIR: dataFolder } };
    const open = startCommand(installed.project, options, app);
    const captured = () => {
      const sessions = join(dataFolder, 'sessions');
      const file = existsSync(sessions) ? readdirSync(sessions).find((name) => name.endsWith('.escope')) : undefined;
      return file === undefined ? '' : readFileSync(join(sessions, file), 'utf8');
    };
    await expect.poll(captured, { timeout: 60_000, message: open.output.stderr }).toContain('"early:note"');
    open.child.kill('SIGTERM');
    expect(await open.closed).toBe(0);
  });

  test('its window opens with its name and version, shows the app’s messages and closes', async () => {
    const inspector = await Inspector.openProgram(join(installed.folder, 'out'), app);
    await expect(inspector.rows.first()).toBeVisible();
    const named = await inspector.app.evaluate(({ app: own }) => [own.getName(), own.getVersion()]);
    expect(named).toEqual(['Electroscope', installed.manifest.version]);
    // Each major version of Chromium has its own profile; what the user chooses lies beside them.
    const chromium = await inspector.app.evaluate(() => process.versions.chrome.split('.')[0]);
    const data = readdirSync(inspector.dataFolder);
    expect(data).toEqual(expect.arrayContaining([`chromium-${chromium}`, 'sessions']));
    expect(readdirSync(join(inspector.dataFolder, `chromium-${chromium}`))).toContain('Local Storage');
    expect(data).not.toContain('Local Storage');
    expect(inspector.problems).toEqual([]);
    await inspector.close();
  });
});
