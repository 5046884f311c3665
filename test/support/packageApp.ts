/** Packages an app as electron-builder and electron-packager do: Electron's files under another name, and the app as an archive. */

import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { electronExecutable } from './paths';

/** Fuses by their place in the wire (electronjs.org/docs/latest/tutorial/fuses). */
export const FUSE = {
  runAsNode: 0,
  cookieEncryption: 1,
  nodeOptions: 2,
  inspector: 3,
  asarIntegrity: 4,
  onlyAsar: 5,
  fileProtocolPrivileges: 7,
} as const;

export interface PackageOptions {
  readonly name?: string;
  /** The app lies in a folder instead of an archive. */
  readonly asFolder?: boolean;
  /** Folders of the app that lie beside the archive, as a pattern of paths in it. */
  readonly unpack?: string;
  /** Fuses that are set otherwise than by default. */
  readonly fuses?: Partial<Record<keyof typeof FUSE, boolean>>;
}

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** @returns the executable */
export async function packageApp(appFolder: string, outFolder: string, options: PackageOptions = {}): Promise<string> {
  const electron = electronExecutable();
  const { name = 'packaged-app', fuses } = options;
  mkdirSync(outFolder, { recursive: true });
  for (const file of readdirSync(dirname(electron), { withFileTypes: true })) {
    if (file.name === 'resources' || file.name === 'version' || file.name === basename(electron)) continue;
    const [from, to] = [join(dirname(electron), file.name), join(outFolder, file.name)];
    if (file.isDirectory()) cpSync(from, to, { recursive: true });
    else linkOrCopy(from, to);
  }
  const resources = join(outFolder, 'resources');
  mkdirSync(resources);
  if (options.asFolder) cpSync(appFolder, join(resources, 'app'), { recursive: true });
  else
    await createPackageWithOptions(appFolder, join(resources, 'app.asar'), {
      ...(options.unpack !== undefined && { unpackDir: options.unpack }),
    });
  const executable = join(outFolder, name);
  if (fuses === undefined) linkOrCopy(electron, executable);
  else writeFileSync(executable, withFuses(readFileSync(electron), fuses), { mode: 0o755 });
  return executable;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // On another disk.
  }
}

function withFuses(binary: Buffer, fuses: NonNullable<PackageOptions['fuses']>): Buffer {
  const wire = binary.indexOf(SENTINEL) + SENTINEL.length;
  for (const [name, isOn] of Object.entries(fuses)) {
    binary[wire + 2 + FUSE[name as keyof typeof FUSE]] = (isOn ? '1' : '0').charCodeAt(0);
  }
  return binary;
}
