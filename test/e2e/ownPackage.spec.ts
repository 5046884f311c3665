/** The inspector as its users get it: packaged, with the fuses of electron-builder.yml. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { listeningPorts } from '../../src/main/targets/processes/listeningPorts';
import { messagesOf, readEntries } from '../support/captureFile';
import { electron, linux, unless } from '../support/conditions';
import { type FUSE, packageApp } from '../support/packageApp';
import { electronExecutable, projectRoot, testApps } from '../support/paths';

test.skip(...unless(linux, 'it packages as for Linux'));
test.skip(...unless(electron({ from: 33 }), 'it opens the window'));

/** Fuses by the names that electron-builder has for them. */
const BUILDER_NAMES: Record<string, keyof typeof FUSE> = {
  runAsNode: 'runAsNode',
  enableCookieEncryption: 'cookieEncryption',
  enableNodeOptionsEnvironmentVariable: 'nodeOptions',
  enableNodeCliInspectArguments: 'inspector',
  enableEmbeddedAsarIntegrityValidation: 'asarIntegrity',
  onlyLoadAppFromAsar: 'onlyAsar',
  grantFileProtocolExtraPrivileges: 'fileProtocolPrivileges',
};

let folder = '';
let inspector: ChildProcess | undefined;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-own-package-'));
});
test.afterEach(async () => {
  if (inspector?.exitCode === null && inspector.signalCode === null) {
    inspector.kill('SIGKILL');
    await once(inspector, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

function configuredFuses(): Partial<Record<keyof typeof FUSE, boolean>> {
  const text = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
  const [, section = ''] = /^electronFuses:\n((?: .*\n)+)/m.exec(text) ?? [];
  const lines = section.split('\n').flatMap((line) => /^ {2}(\w+): (true|false)$/.exec(line) ?? []);
  const fuses: Partial<Record<keyof typeof FUSE, boolean>> = {};
  for (let i = 0; i < lines.length; i += 3) {
    const name = BUILDER_NAMES[lines[i + 1] ?? ''];
    if (name === undefined) throw new Error(`no such fuse: ${lines[i + 1]}`);
    fuses[name] = lines[i + 2] === 'true';
  }
  return fuses;
}

/** What electron-builder adds to package.json. */
function addedMetadata(): { main: string | undefined } {
  const text = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
  return { main: /^extraMetadata: \{ main: (\S+) \}$/m.exec(text)?.[1] };
}

/** @returns the executable */
function packageInspector(): Promise<string> {
  const app = join(folder, 'app');
  for (const part of ['main', 'preload', 'renderer', 'agent', 'scan']) {
    cpSync(join(projectRoot, 'out', part), join(app, 'out', part), { recursive: true });
  }
  cpSync(join(projectRoot, 'resources', 'icons'), join(app, 'resources', 'icons'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...manifest, ...addedMetadata() }));
  const options = { name: 'electroscope', unpack: 'out/{agent,scan}', fuses: configuredFuses() };
  return packageApp(app, join(folder, 'build'), options);
}

test('it lets no code in from environment or command line, and watches an app', async () => {
  expect(configuredFuses()).toEqual({
    runAsNode: false,
    cookieEncryption: false,
    nodeOptions: false,
    inspector: false,
    asarIntegrity: true,
    onlyAsar: true,
    fileProtocolPrivileges: false,
  });
  const executable = await packageInspector();
  const dataFolder = join(folder, 'data');
  const intruder = join(folder, 'intruder.cjs');
  const entered = join(folder, 'entered.txt');
  writeFileSync(intruder, `require('node:fs').appendFileSync(${JSON.stringify(entered)}, process.execPath + '\\n');\n`);
  // A folder that an Electron without its fuse would take for the app.
  mkdirSync(join(folder, 'build', 'resources', 'app'));
  writeFileSync(
    join(folder, 'build', 'resources', 'app', 'index.js'),
    `require(${JSON.stringify(intruder)});\nrequire('electron').app.exit(0);\n`,
  );
  const args = ['--inspect=0', join(testApps, 'attachable'), '--electron', electronExecutable()];
  inspector = spawn(executable, args, {
    env: {
      ...process.env,
      ELECTROSCOPE_DATA_DIR: dataFolder,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${intruder}`,
    },
    stdio: 'ignore',
  });
  const sessions = join(dataFolder, 'sessions');
  const messages = () => {
    const file = existsSync(sessions) ? readdirSync(sessions).find((name) => name.endsWith('.escope')) : undefined;
    return file === undefined ? [] : messagesOf(readEntries(join(sessions, file)));
  };
  await expect.poll(() => messages().map(({ channel }) => channel), { timeout: 60_000 }).toContain('early:note');
  expect(await listeningPorts(inspector.pid ?? 0)).toEqual([]);
  const by = existsSync(entered) ? readFileSync(entered, 'utf8').split('\n') : [];
  expect(by).not.toContain(executable);
  const ended = once(inspector, 'exit');
  inspector.kill('SIGTERM');
  await ended;
});
