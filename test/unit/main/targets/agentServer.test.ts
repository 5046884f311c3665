import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HELLO_TIMEOUT_MS } from '../../../../src/shared/link/handshake';
import { closed, DESCRIBED, helloOf, openClient, startServer } from '../../../support/agentClients';
import { onlyWhere, posix } from '../../../support/conditions';

/** Keeps the event loop from going on. */
function keepBusy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('the agent server', () => {
  test('takes lines from an agent that presents the token, in one chunk or many', async () => {
    const { server, connections, lines } = await startServer();
    const socket = await openClient(server.address);
    const bytes = Buffer.from(`${helloOf(server.address)}one\ntwo\nthr`);
    for (const byte of bytes) socket.write(Buffer.from([byte]));
    socket.write('ee\n');
    socket.end();
    await closed(socket);
    expect(connections.map((connection) => connection.target)).toEqual([DESCRIBED]);
    await expect.poll(() => lines).toEqual(['one', 'two', 'three']);
  });

  test('tells agents apart by the address that they were given, until it is taken back', async () => {
    const { server, connections } = await startServer();
    const [one, two] = [server.newAddress(), server.newAddress()];
    expect(new Set([server.address.token, one.token, two.token]).size).toBe(3);
    for (const address of [two, server.address, one]) {
      const socket = await openClient(address);
      socket.write(helloOf(address));
      await expect.poll(() => connections.at(-1)?.token).toBe(address.token);
    }
    server.revoke(one.token);
    const socket = await openClient(one);
    socket.write(helloOf(one));
    await closed(socket);
    expect(connections).toHaveLength(3);
    // Those that are connected stay.
    expect(connections[2]?.send({ type: 'end' })).toBe(true);
  });

  test('reads what came in time, although it was kept busy itself until after that', async () => {
    const { server, connections } = await startServer();
    const socket = await openClient(server.address);
    // Accepted by now: the last one that came is.
    const last = await openClient(server.address);
    last.write(helloOf(server.address));
    await expect.poll(() => connections.length).toBe(1);
    socket.write(helloOf(server.address));
    keepBusy(HELLO_TIMEOUT_MS + 100);
    await expect.poll(() => connections.length).toBe(2);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
    last.destroy();
  });

  test('tells an agent what it is to do', async () => {
    const { server, connections } = await startServer();
    const socket = await openClient(server.address);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(helloOf(server.address));
    await expect.poll(() => connections.length).toBe(1);
    connections[0]?.send({ type: 'configure', settings: { stackFrames: 3 } });
    await expect.poll(() => received).toBe('{"control":1,"type":"configure","settings":{"stackFrames":3}}\n');
    socket.destroy();
  });

  test.each([
    ['a wrong token', (hello: string) => hello.replace(/"token":"\w/, '"token":"x')],
    ['a shorter token', (hello: string) => hello.replace(/"token":"\w+"/, '"token":"a"')],
    ['no token', (hello: string) => hello.replace(/"token":"\w+",/, '')],
    ['another protocol', (hello: string) => hello.replace('"protocol":1', '"protocol":2')],
    ['something else', () => 'GET / HTTP/1.1\r\n\r\n'],
    ['null', () => 'null\n'],
  ])('drops a connection that presents %s', async (_what, change) => {
    const { server, connections, lines } = await startServer();
    // It is dropped only when its time is over, which began earlier.
    const silent = await openClient(server.address);
    const socket = await openClient(server.address);
    socket.write(`${change(helloOf(server.address))}line\n`);
    await closed(socket);
    expect(silent.closed).toBe(false);
    silent.destroy();
    expect(connections).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('drops a connection that presents nothing within two seconds', async () => {
    const { server } = await startServer();
    const socket = await openClient(server.address);
    const startedAt = Date.now();
    await closed(socket);
    expect(Date.now() - startedAt).toBeGreaterThan(1500);
  });

  test('drops a connection that floods it instead of presenting itself', async () => {
    const { server } = await startServer();
    const silent = await openClient(server.address);
    const socket = await openClient(server.address);
    socket.write(Buffer.alloc(1024 * 1024, 'x'));
    await closed(socket);
    expect(silent.closed).toBe(false);
    silent.destroy();
  });

  test('goes on serving others after all that', async () => {
    const { server, lines } = await startServer();
    const bad = await openClient(server.address);
    bad.write('nonsense\n');
    await closed(bad);
    const good = await openClient(server.address);
    good.write(`${helloOf(server.address)}fine\n`);
    await expect.poll(() => lines).toEqual(['fine']);
    good.destroy();
  });

  test('can be reached by this user only', onlyWhere(posix, 'sockets are files with a mode'), async () => {
    const { server } = await startServer();
    const { mode, uid } = statSync(dirname(server.address.path));
    expect(mode & 0o777).toBe(0o700);
    expect(uid).toBe(process.getuid?.());
  });

  test('leaves nothing behind', async () => {
    const { server } = await startServer();
    const socket = await openClient(server.address);
    const end = closed(socket);
    await server.close();
    await end;
    expect(() => statSync(dirname(server.address.path))).toThrow('ENOENT');
  });
});
