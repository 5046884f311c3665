import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { MAX_SOCKET_PATH, makeTemporaryFolder, placeForSocket } from '../../../../src/main/base/temporaryFolders';
import { AgentServer } from '../../../../src/main/targets/agentServer';
import { helloOf, openClient } from '../../../support/agentClients';
import { onlyWhere, posix } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

const OTHERS = 0o077;
afterEach(() => vi.unstubAllEnvs());

/** A folder whose path has this many characters. */
function longFolder(length: number): string {
  const parent = temporaryFolder();
  const folder = join(parent, 'x'.repeat(length - parent.length - 1));
  mkdirSync(folder);
  expect(folder).toHaveLength(length);
  return folder;
}

test.each([60, 80, 87, 90, 106, 150])(
  'agents reach a socket that only this user can enter, where TMPDIR has %i characters, twice in a row',
  onlyWhere(posix, 'sockets are files, whose paths are short'),
  async (length) => {
    const folder = longFolder(length);
    vi.stubEnv('TMPDIR', folder);
    for (let time = 0; time < 2; time++) {
      const connected: unknown[] = [];
      const server = await AgentServer.listen((connection) => connected.push(connection));
      const { path } = server.address;
      expect(Buffer.byteLength(path)).toBeLessThanOrEqual(MAX_SOCKET_PATH);
      expect(statSync(path).isSocket()).toBe(true);
      expect(statSync(dirname(path)).mode & OTHERS).toBe(0);
      const client = await openClient(server.address);
      client.write(helloOf(server.address));
      await expect.poll(() => connected).toHaveLength(1);
      await server.close();
      expect(existsSync(dirname(path))).toBe(false);
      expect(readdirSync(folder)).toEqual([]);
    }
  },
);

test('a socket for which no place has a path that is short enough is refused by name', () => {
  expect(() => placeForSocket('name', ['/a'.repeat(60), '/b'.repeat(70)])).toThrow('too long for a socket: /a/a');
  expect(placeForSocket('name', ['/a'.repeat(60), '/b'])).toBe('/b');
});

test('what a killed process left is removed by the next, and nothing else', async () => {
  const place = temporaryFolder();
  vi.stubEnv('TMPDIR', place);
  expect(tmpdir()).toBe(place);
  const ended = spawn(process.execPath, ['-e', '']);
  await once(ended, 'exit');
  const namespace = process.platform === 'linux' ? /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] : '0';
  const left = `electroscope-open-${ended.pid}.${namespace}-abcdef`;
  const others = [
    `electroscope-open-${process.pid}.${namespace}-abcdef`,
    `electroscope-open-${ended.pid}.1-abcdef`,
    'electroscope-abcdef',
    `other-open-${ended.pid}.${namespace}-abcdef`,
  ];
  for (const name of [left, ...others]) mkdirSync(join(place, name, 'inside'), { recursive: true });
  const made = await makeTemporaryFolder('open');
  expect(
    readdirSync(place)
      .map((name) => join(place, name))
      .sort(),
  ).toEqual([made, ...others.map((name) => join(place, name))].sort());
  if (posix.holds()) expect(statSync(made).mode & OTHERS).toBe(0);
});
