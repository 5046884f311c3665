import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sharesSocket } from '../../../../src/main/targets/inheritedSockets';
import { linux, onlyWhere } from '../../../support/conditions';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A process that stays, with this socket of ours if one is given. */
function startWith(socket?: Socket): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: ['pipe', 'pipe', 'pipe', ...(socket === undefined ? [] : [socket])],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test(
  'tells whether a process that was started has a socket of this one',
  onlyWhere(linux, 'it compares sockets in /proc'),
  async () => {
    const path = join(temporaryFolder(), 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    const socket = connect(path);
    await once(socket, 'connect');
    onTestFinished(() => {
      socket.destroy();
      server.close();
    });
    // Its pipes are sockets too, of which it has the other ends.
    expect(sharesSocket(startWith().pid ?? 0, 3)).toBe(false);
    expect(sharesSocket(startWith(socket).pid ?? 0, 3)).toBe(true);
    // It was given to it on purpose.
    expect(sharesSocket(startWith(socket).pid ?? 0, 4)).toBe(false);
    expect(sharesSocket(2 ** 30, 3)).toBe(false);
  },
);
