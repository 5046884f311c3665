import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readElectronBinary } from '../../../../src/main/targets/electronBinary';
import { foreignFormat, programFormat } from '../../../../src/main/targets/programFormat';
import { temporaryFolder } from '../../../support/temporaryFolder';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const CHUNK_BYTES = 4 * 1024 * 1024;

function fileWith(...parts: (string | Buffer)[]): string {
  const path = join(temporaryFolder(), 'program');
  writeFileSync(
    path,
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
  return path;
}

describe('an Electron binary', () => {
  test('tells its version and its fuses, wherever they lie', async () => {
    const wire = `${SENTINEL}\x01\x08101r0001`;
    for (const offset of [0, 1000, CHUNK_BYTES - 20, CHUNK_BYTES - 1, CHUNK_BYTES, 2 * CHUNK_BYTES + 7]) {
      const padding = Buffer.alloc(offset);
      expect(await readElectronBinary(fileWith(padding, wire, 'Chrome/1 Electron/33.4.11 ')), `${offset}`).toEqual({
        version: '33.4.11',
        fuses: { runAsNode: true, nodeOptions: true, inspector: false, onlyAsar: false },
      });
    }
  });

  test('may be older than fuses, or have others than are known', async () => {
    expect(await readElectronBinary(fileWith('Electron/%s Electron/11.5.0-beta.1'))).toEqual({
      version: '11.5.0-beta.1',
      fuses: undefined,
    });
    expect(await readElectronBinary(fileWith(`${SENTINEL}\x02\x04zzzz`))).toEqual({
      version: undefined,
      fuses: undefined,
    });
    expect(await readElectronBinary(fileWith(`${SENTINEL}\x01\x08101`))).toEqual({
      version: undefined,
      fuses: undefined,
    });
  });

  test('is told from other programs, and from nothing', async () => {
    expect(await readElectronBinary(process.execPath)).toBeUndefined();
    expect(await readElectronBinary(fileWith(''))).toBeUndefined();
    await expect(readElectronBinary('/no/such/file')).rejects.toThrow('ENOENT');
  });
});

describe('the format of a program', () => {
  const elf = (machine: number) => {
    const head = Buffer.alloc(64);
    head.write('\x7fELF\x02\x01', 'latin1');
    head.writeUInt16LE(machine, 18);
    return fileWith(head);
  };
  const machO = (cpu: number) => {
    const head = Buffer.alloc(64);
    head.writeUInt32BE(0xcffaedfe, 0);
    head.writeUInt32LE(cpu, 4);
    return fileWith(head);
  };
  const pe = (machine: number) => {
    const head = Buffer.alloc(256);
    head.write('MZ', 'latin1');
    head.writeUInt32LE(128, 0x3c);
    head.write('PE\0\0', 128, 'latin1');
    head.writeUInt16LE(machine, 132);
    return fileWith(head);
  };

  test('is known for this computer’s own programs', () => {
    expect(programFormat(process.execPath)).toMatchObject({ platform: process.platform, arch: process.arch });
    expect(foreignFormat(process.execPath)).toBeUndefined();
  });

  test.each<[() => string, string, string, string | undefined]>([
    [() => elf(0xb7), 'linux', 'x64', 'linux, arm64'],
    [() => elf(0x3e), 'linux', 'x64', undefined],
    [() => elf(0x03), 'linux', 'x64', undefined],
    [() => elf(0x9999), 'linux', 'x64', undefined],
    [() => elf(0x3e), 'darwin', 'x64', 'linux, x64'],
    [() => machO(0x01000007), 'darwin', 'arm64', undefined],
    // An x64 Node may be translated on an arm64 computer.
    [() => machO(0x0100000c), 'darwin', 'x64', undefined],
    [() => fileWith(Buffer.from('cafebabe00000002', 'hex')), 'darwin', 'x64', undefined],
    [() => pe(0x8664), 'win32', 'arm64', undefined],
    [() => pe(0xaa64), 'win32', 'x64', undefined],
    [() => pe(0xaa64), 'win32', 'ia32', 'win32, arm64'],
    [() => fileWith('#!/bin/sh\n'), 'linux', 'x64', undefined],
    [() => fileWith(''), 'linux', 'x64', undefined],
    [() => '/no/such/file', 'linux', 'x64', undefined],
  ])('%s on %s %s', (path, platform, arch, foreign) => {
    expect(foreignFormat(path(), { platform, arch })).toBe(foreign);
  });
});
