import { statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AgentConnection, AgentServer } from '../../../src/main/targets/agentServer';
import type { Hello } from '../../../src/shared/link/handshake';

const target: Hello['target'] = {
  ...{ pid: 1, name: 'app', electron: '45', chrome: '152', node: '24', platform: 'linux', arch: 'x64', timeOrigin: 0 },
  hooks: [],
};

async function startServer() {
  const connections: AgentConnection[] = [];
  const lines: string[] = [];
  const server = await AgentServer.listen((connection) => {
    connections.push(connection);
    connection.onLine((line) => lines.push(line.toString()));
  });
  onTestFinished(() => server.close());
  const hello = (token = server.address.token) => `${JSON.stringify({ type: 'hello', protocol: 1, token, target })}\n`;
  return { server, connections, lines, hello };
}

async function open(server: AgentServer): Promise<Socket> {
  const socket = connect(server.address.path);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Resolves when the server has ended the connection. */
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('the agent server', () => {
  test('takes lines from an agent that presents the token, in one chunk or many', async () => {
    const { server, connections, lines, hello } = await startServer();
    const socket = await open(server);
    const bytes = Buffer.from(`${hello()}one\ntwo\nthr`);
    for (const byte of bytes) socket.write(Buffer.from([byte]));
    socket.write('ee\n');
    socket.end();
    await closed(socket);
    expect(connections.map((connection) => connection.target)).toEqual([target]);
    await expect.poll(() => lines).toEqual(['one', 'two', 'three']);
  });

  test('tells an agent what it is to do', async () => {
    const { server, connections, hello } = await startServer();
    const socket = await open(server);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(hello());
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
    const { server, connections, lines, hello } = await startServer();
    const socket = await open(server);
    socket.write(`${change(hello())}line\n`);
    await closed(socket);
    expect(connections).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('drops a connection that presents nothing within two seconds', async () => {
    const { server } = await startServer();
    const socket = await open(server);
    const startedAt = Date.now();
    await closed(socket);
    expect(Date.now() - startedAt).toBeGreaterThan(1500);
  });

  test('drops a connection that floods it instead of presenting itself', async () => {
    const { server } = await startServer();
    const socket = await open(server);
    socket.write(Buffer.alloc(1024 * 1024, 'x'));
    await closed(socket);
  });

  test('goes on serving others after all that', async () => {
    const { server, lines, hello } = await startServer();
    const bad = await open(server);
    bad.write('nonsense\n');
    await closed(bad);
    const good = await open(server);
    good.write(`${hello()}fine\n`);
    await expect.poll(() => lines).toEqual(['fine']);
    good.destroy();
  });

  test.skipIf(process.platform === 'win32')('can be reached by this user only', async () => {
    const { server } = await startServer();
    const { mode, uid } = statSync(dirname(server.address.path));
    expect(mode & 0o777).toBe(0o700);
    expect(uid).toBe(process.getuid?.());
  });

  test('leaves nothing behind', async () => {
    const { server } = await startServer();
    const socket = await open(server);
    const end = closed(socket);
    await server.close();
    await end;
    expect(() => statSync(dirname(server.address.path))).toThrow('ENOENT');
  });
});
