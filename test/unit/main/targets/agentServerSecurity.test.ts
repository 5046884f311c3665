/** Clients of the agents' socket that mean no good, or are not what they should be. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LiveCapture } from '../../../../src/main/capture/liveCapture';
import { type AgentConnection, AgentServer } from '../../../../src/main/targets/agentServer';
import { DiscoveryFile } from '../../../../src/main/targets/discoveryFile';
import { listeningPorts } from '../../../../src/main/targets/processes/listeningPorts';
import { closed, DESCRIBED, helloOf, openClient, startServer } from '../../../support/agentClients';
import { onlyWhere, posix, root } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

const NOBODY = 65_534;
/** What another user of this computer gets to see of a file, and of a socket. */
function asNobody(script: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], {
    uid: NOBODY,
    gid: NOBODY,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('another user of this computer', () => {
  test(
    'can’t see the socket, connect to it, or read where it is',
    onlyWhere(root, 'it acts as another user'),
    async () => {
      const { server } = await startServer();
      const runtime = mkdtempSync(join(tmpdir(), 'electroscope-runtime-'));
      onTestFinished(() => rmSync(runtime, { recursive: true, force: true }));
      spawnSync('chmod', ['755', runtime]);
      const before = process.env.XDG_RUNTIME_DIR;
      process.env.XDG_RUNTIME_DIR = runtime;
      const place = DiscoveryFile.open();
      if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = before;
      place.publish(server.address);
      writeFileSync(join(runtime, `electroscope-${process.getuid?.()}`, `${2 ** 30}.json`), '{}');
      // What a killed inspector has left is gone with the next.
      process.env.XDG_RUNTIME_DIR = runtime;
      DiscoveryFile.open();
      if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = before;
      expect(readdirSync(join(runtime, `electroscope-${process.getuid?.()}`))).toEqual([`${process.pid}.json`]);
      onTestFinished(() => place.close());
      const folder = join(runtime, readdirSync(runtime)[0] ?? '');
      const file = join(folder, readdirSync(folder)[0] ?? '');
      expect(readFileSync(file, 'utf8')).toContain(server.address.token);

      // The check itself can tell: this user gets through to what is open to all.
      expect(asNobody('ls -d "$1"', tmpdir())).toBe(`${tmpdir()}\n`);
      expect(asNobody('cat "$1"', file)).toContain('Permission denied');
      expect(asNobody('ls "$1"', folder)).toContain('Permission denied');
      expect(asNobody('ls "$1"', dirname(server.address.path))).toContain('Permission denied');
      expect(asNobody(CONNECT, server.address.path)).toContain('Permission denied');
      expect(asNobody(`cat /proc/${process.pid}/environ`)).toContain('Permission denied');
    },
  );

  test(
    'can’t put a folder of their own in place of the discovery folder',
    onlyWhere(posix, 'the folder is named after the user'),
    () => {
      const runtime = temporaryFolder();
      const before = process.env.XDG_RUNTIME_DIR;
      process.env.XDG_RUNTIME_DIR = runtime;
      onTestFinished(() => {
        if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
        else process.env.XDG_RUNTIME_DIR = before;
      });
      const folder = join(runtime, `electroscope-${process.getuid?.()}`);
      spawnSync('mkdir', ['-m', '777', folder]);
      expect(() => DiscoveryFile.open()).toThrow('does not belong to you alone');
      rmSync(folder, { recursive: true });
      spawnSync('ln', ['-s', tmpdir(), folder]);
      expect(() => DiscoveryFile.open()).toThrow('does not belong to you alone');
    },
  );
});

/** Perl is part of every Debian; nothing else there can speak to a Unix socket. */
const CONNECT = `perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Peer => $ARGV[0]) or print STDERR "$!\\n"' "$1"`;

describe('a client of the socket', () => {
  test('that drips bytes is dropped as soon as one that says nothing', async () => {
    const { server, connections } = await startServer();
    const socket = await openClient(server.address);
    const hello = helloOf(server.address);
    let sent = 0;
    const drip = setInterval(() => socket.write(hello[sent++] ?? ''), 100);
    await closed(socket);
    clearInterval(drip);
    expect(sent).toBeLessThan(hello.length);
    expect(connections).toEqual([]);
  });

  test('in great number, none of which says anything, does not keep an agent out', async () => {
    const { server, lines } = await startServer();
    const silent = await Promise.all(Array.from({ length: 300 }, () => openClient(server.address)));
    const agent = await openClient(server.address);
    agent.write(`${helloOf(server.address)}here\n`);
    await expect.poll(() => lines).toEqual(['here']);
    await Promise.all(silent.map(closed));
    agent.write('still here\n');
    await expect.poll(() => lines).toEqual(['here', 'still here']);
    agent.destroy();
  });

  test('that sends a line without end is dropped before it fills the memory', async () => {
    const { server } = await startServer();
    const socket = await openClient(server.address);
    socket.write(helloOf(server.address));
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const end = closed(socket);
    let sentBytes = 0;
    while (!socket.destroyed && sentBytes < 512 * chunk.length) {
      sentBytes += chunk.length;
      if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), end]);
    }
    await end;
    expect(sentBytes).toBeLessThan(100 * chunk.length);
  });

  test.each([
    ['a text', 'app'],
    ['null', null],
    ['a list', [DESCRIBED]],
    ['a name that is no text', { ...DESCRIBED, name: { toString: 1 } }],
    ['a process id that is none', { ...DESCRIBED, pid: '1; rm -rf /' }],
    ['hooks that are none', { ...DESCRIBED, hooks: { length: 1 } }],
  ])('that describes itself as %s is dropped', async (_what, described) => {
    const { server, connections } = await startServer();
    const socket = await openClient(server.address);
    socket.write(helloOf(server.address, described));
    await closed(socket);
    expect(connections).toEqual([]);
  });

  test('that no session waits for is not held', async () => {
    const connections: AgentConnection[] = [];
    const server = await AgentServer.listen((connection) => {
      connections.push(connection);
    });
    onTestFinished(() => server.close());
    const socket = await openClient(server.address);
    socket.write(helloOf(server.address));
    const chunk = Buffer.from('{"type":"message"}\n'.repeat(50_000));
    await expect.poll(() => connections.length).toBe(1);
    // Nobody has asked for its lines: it has to wait, and they wait with it.
    let written = 0;
    while (written < 64 && socket.write(chunk)) written++;
    expect(socket.writableLength).toBeGreaterThan(0);
    let received = 0;
    connections[0]?.onLine(() => {
      received++;
    });
    await expect.poll(() => received).toBe(50_000 * (written + 1));
    socket.destroy();
  });
});

describe('the inspector', () => {
  test('listens on no network interface', async () => {
    const folder = temporaryFolder();
    const capture = new LiveCapture({
      sessionsFolder: folder,
      agentFile: '/none',
      hookFile: '/none',
      fallbackElectron: async () => undefined,
      variables: {},
      writerName: 'test',
    });
    const before = await listeningPorts(process.pid);
    await capture.acceptApps(() => true);
    expect(await listeningPorts(process.pid)).toEqual(before);
    await capture.close();
  });
});
