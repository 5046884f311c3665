/** Packs Electroscope and installs the tarball, as its users do, in an empty folder outside the checkout. */

import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { THIRD_PARTY_FILE, writeThirdParty } from '../../scripts/third-party.mjs';
import { executableInDist, versionOfDist } from '../../src/main/targets/electronExecutable';
import { electronExecutable, projectRoot } from './paths';

export class InstalledPackage {
  private constructor(
    /** Of the project that has it among its packages. */
    readonly project: string,
    readonly tarball: string,
  ) {}

  /** Packs what is built; `prepack`, which builds, is left out. */
  static create(): InstalledPackage {
    const project = mkdtempSync(join(tmpdir(), 'electroscope-installed-'));
    writeThirdParty(projectRoot, THIRD_PARTY_FILE);
    npm(projectRoot, 'pack', '--ignore-scripts', '--pack-destination', project);
    const [tarball = ''] = readdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }\n');
    const installed = new InstalledPackage(project, join(project, tarball));
    npm(project, 'install', '--offline', '--no-audit', '--no-fund', installed.tarball);
    return installed;
  }

  get folder(): string {
    return join(this.project, 'node_modules', 'electroscope');
  }

  /** What npm has put in the project's path. */
  get program(): string {
    return join(this.project, 'node_modules', '.bin', 'electroscope');
  }

  get manifest(): Readonly<Record<string, unknown>> {
    return JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8'));
  }

  /** Paths of its files, sorted. */
  files(): string[] {
    return filesBelow(this.folder)
      .map((file) => relative(this.folder, file).replaceAll('\\', '/'))
      .sort();
  }

  /** Gives the project the Electron of the tests. */
  addElectron(): void {
    const dist = electronExecutable().slice(0, -executableInDist(process.platform).length);
    const electron = join(this.project, 'node_modules', 'electron');
    mkdirSync(electron);
    writeFileSync(
      join(electron, 'package.json'),
      JSON.stringify({ name: 'electron', version: versionOfDist(electronExecutable()) }),
    );
    writeFileSync(join(electron, 'path.txt'), executableInDist(process.platform));
    symlinkSync(dirname(join(dist, 'version')), join(electron, 'dist'), 'dir');
  }

  remove(): void {
    rmSync(this.project, { recursive: true, force: true });
  }
}

function npm(folder: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd: folder, stdio: 'pipe', shell: process.platform === 'win32' });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
