/** Detects the system and processor that a program was built for, from its first bytes. */

import { closeSync, openSync, readSync } from 'node:fs';

export interface ProgramFormat {
  readonly platform: NodeJS.Platform;
  /** As `process.arch`; `universal`: several; undefined: one that is not known here. */
  readonly arch: string | undefined;
}

const HEAD_BYTES = 4096;
const ELF = 0x7f_45_4c_46;
const MACH_O_64 = 0xcf_fa_ed_fe;
const MACH_O_UNIVERSAL = 0xca_fe_ba_be;
const DOS = 0x4d5a;

const ELF_ARCH = new Map([
  [0x03, 'ia32'],
  [0x28, 'arm'],
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
  [0xf3, 'riscv64'],
]);
const MACH_O_ARCH = new Map([
  [0x01_00_00_07, 'x64'],
  [0x01_00_00_0c, 'arm64'],
]);
const PE_ARCH = new Map([
  [0x14c, 'ia32'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

/**
 * The foreign programs that a computer can also run. On macOS and Windows, an x64 Node may itself be translated on an
 * arm64 computer, which then runs arm64 programs natively. Where it is not, the system refuses them.
 */
const ALSO_RUNS: { readonly [computer: string]: readonly string[] } = {
  'darwin x64': ['arm64'],
  'linux x64': ['ia32'],
  'linux arm64': ['arm'],
  'darwin arm64': ['x64'],
  'win32 x64': ['ia32', 'arm64'],
  'win32 arm64': ['x64', 'ia32'],
};

/** @returns undefined if it is not a program of the systems that are known here, such as a script, or can't be read */
export function programFormat(path: string): ProgramFormat | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    const file = openSync(path, 'r');
    readSync(file, head, 0, HEAD_BYTES, 0);
    closeSync(file);
  } catch {
    return undefined;
  }
  const magic = head.readUInt32BE(0);
  if (magic === ELF) {
    const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18);
    return { platform: 'linux', arch: ELF_ARCH.get(machine) };
  }
  if (magic === MACH_O_64) return { platform: 'darwin', arch: MACH_O_ARCH.get(head.readUInt32LE(4)) };
  if (magic === MACH_O_UNIVERSAL) return { platform: 'darwin', arch: 'universal' };
  if (head.readUInt16BE(0) === DOS) return { platform: 'win32', arch: peArch(head) };
  return undefined;
}

function peArch(head: Buffer): string | undefined {
  const at = head.readUInt32LE(0x3c);
  const isPe = at + 6 <= head.length && head.toString('latin1', at, at + 4) === 'PE\0\0';
  return isPe ? PE_ARCH.get(head.readUInt16LE(at + 4)) : undefined;
}

/** @returns the other platform it was built for, in words; undefined if this computer can run it, or that can't be known */
export function foreignFormat(
  path: string,
  { platform, arch }: { platform: string; arch: string } = process,
): string | undefined {
  const format = programFormat(path);
  if (format === undefined) return undefined;
  const runs = [arch, 'universal', ...(ALSO_RUNS[`${platform} ${arch}`] ?? [])];
  if (format.platform === platform && (format.arch === undefined || runs.includes(format.arch))) return undefined;
  return `${format.platform}${format.arch === undefined ? '' : `, ${format.arch}`}`;
}
