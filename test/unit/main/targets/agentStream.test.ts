import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLink } from '../../../../src/agent/link/link';
import { type ByteSink, Outbox } from '../../../../src/agent/link/outbox';
import { SpillFile } from '../../../../src/agent/link/spillFile';
import { SpillFileReader } from '../../../../src/main/targets/spillFileReader';
import type { LinkAddress } from '../../../../src/shared/link/handshake';
import { isSpillName, MAX_SPILL_BYTES, spillFile, spillHeader } from '../../../../src/shared/link/spill';
import { DESCRIBED, startServer } from '../../../support/agentClients';
import { temporaryFolder } from '../../../support/temporaryFolder';

const NAME = 'agent-1';

interface Agent {
  readonly outbox: Outbox;
  readonly sink: ByteSink;
  /** The process ends: nothing that the system has not taken gets out. */
  kill(): void;
}

/**
 * An agent's half of the link, connected.
 *
 * @param change of the connection that the outbox gets
 */
function startAgent(address: LinkAddress, change: (sink: ByteSink) => ByteSink = (sink) => sink): Promise<Agent> {
  const { spillFolder } = address;
  const outbox = new Outbox(new SpillFile(spillFolder && join(spillFolder, NAME), MAX_SPILL_BYTES));
  return new Promise((resolve) => {
    const kill = openLink(
      address,
      () => DESCRIBED,
      {
        connected(socket, hello) {
          const sink = change(socket);
          outbox.connect(sink, hello);
          resolve({ outbox, sink, kill });
        },
        control() {},
        // A process that is killed does not tidy up.
        closed() {},
      },
      spillFolder && NAME,
    );
    onTestFinished(kill);
  });
}

/** Lines that can be told apart. */
function makeLines(count: number, length: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}:${'x'.repeat(length)}`);
}

function push(outbox: Outbox, lines: readonly string[]): void {
  for (const line of lines) outbox.push(Buffer.from(`${line}\n`));
}

describe('what an agent has written gets to the inspector', () => {
  test.each([
    ['many small lines', 5000, 100],
    ['lines that find no room in the socket', 40, 200_000],
    ['one line that is larger than the socket', 1, 3_000_000],
  ])('although its process ends at once: %s', async (_what, count, length) => {
    const { server, lines, connections } = await startServer();
    const { outbox, kill } = await startAgent(server.address);
    const sent = makeLines(count, length);
    push(outbox, sent);
    kill();
    let hasEnded = false;
    await expect.poll(() => connections.length).toBe(1);
    connections[0]?.onClose(() => {
      hasEnded = true;
    });
    await expect.poll(() => hasEnded).toBe(true);
    expect(lines).toEqual(sent);
    expect(readdirSync(server.address.spillFolder ?? '').filter((name) => name.includes('spill'))).toEqual([]);
  });

  test('while its process stands still, and once only when it goes on', async () => {
    const { server, lines } = await startServer();
    let goOn = () => {};
    const { outbox } = await startAgent(server.address, (socket) => ({
      writeNow: (bytes) => socket.writeNow(bytes),
      write: (parts, done) => {
        goOn = () => socket.write(parts, done);
      },
      get unsentBytes() {
        return Number.POSITIVE_INFINITY;
      },
      end: () => socket.end(),
    }));
    const sent = makeLines(20, 100_000);
    push(outbox, sent);
    await expect.poll(() => lines.length).toBe(20);
    expect(lines).toEqual(sent);
    while (outbox.bytes > 0) {
      goOn();
      goOn = () => {};
      await new Promise((resolve) => setImmediate(resolve));
    }
    push(outbox, ['after']);
    await expect.poll(() => lines.at(-1)).toBe('after');
    expect(lines).toEqual([...sent, 'after']);
  });

  test('not of an agent that the inspector has left', async () => {
    const { server, connections } = await startServer();
    const { outbox } = await startAgent(server.address);
    await expect.poll(() => connections.length).toBe(1);
    const seen: string[] = [];
    connections[0]?.onLine((line) => seen.push(line.toString()));
    connections[0]?.close();
    push(outbox, makeLines(20, 100_000));
    const ended = new Promise<void>((resolve) => connections[0]?.onClose(resolve));
    await ended;
    expect(seen).toEqual([]);
  });
});

describe('at the end of the process, without a place for files', () => {
  test('an inspector that reads slowly gets everything', async () => {
    const path = join(temporaryFolder(), 'agent.sock');
    const reader = new Worker(
      `const { createServer } = require('node:net');
       const { parentPort, workerData } = require('node:worker_threads');
       const chunks = [];
       const server = createServer((socket) => {
         socket.on('data', (chunk) => { chunks.push(chunk); socket.pause(); setTimeout(() => socket.resume(), 2); });
         socket.on('close', () => { parentPort.postMessage(Buffer.concat(chunks).toString()); server.close(); });
       });
       server.listen(workerData, () => parentPort.postMessage('ready'));`,
      { eval: true, workerData: path },
    );
    onTestFinished(() => void reader.terminate());
    await once(reader, 'message');
    const { outbox, kill } = await startAgent({ path, token: 'token' });
    const sent = makeLines(60, 50_000);
    push(outbox, sent);
    outbox.drain();
    kill();
    const [text] = (await once(reader, 'message')) as [string];
    expect(text.split('\n').slice(1, -1)).toEqual(sent);
  });

  test('an inspector that does not read is not waited for', async () => {
    const path = join(temporaryFolder(), 'agent.sock');
    const server = createServer((socket) => socket.pause().on('error', () => {}));
    await once(server.listen(path), 'listening');
    onTestFinished(() => void server.close());
    const { outbox } = await startAgent({ path, token: 'token' });
    push(outbox, makeLines(20, 100_000));
    // It returns at all, although nobody ever reads.
    expect(() => outbox.drain()).not.toThrow();
  });
});

describe('the files', () => {
  test('are read from a place in the stream, in either order', () => {
    const path = join(temporaryFolder(), NAME);
    writeFileSync(spillFile(path, 1), Buffer.concat([spillHeader(100), Buffer.from('first ')]));
    writeFileSync(spillFile(path, 0), Buffer.concat([spillHeader(106), Buffer.from('second')]));
    const from = (position: number) => new SpillFileReader(path).from(position).toString();
    expect(from(100)).toBe('first second');
    expect(from(103)).toBe('st second');
    expect(from(109)).toBe('ond');
    expect(from(112)).toBe('');
    // What comes before is still on its way over the socket.
    expect(from(99)).toBe('');
  });

  test.each([
    ['a link', (file: string) => symlinkSync('/etc/hostname', file)],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a header that is not one', (file: string) => writeFileSync(file, `spill ${'x'.repeat(17)}\ncontent`)],
    ['less than a header', (file: string) => writeFileSync(file, 'spill')],
    ['nothing', (file: string) => writeFileSync(file, '')],
  ])('are not believed if there is %s', (_what, make) => {
    const path = join(temporaryFolder(), NAME);
    make(spillFile(path, 0));
    expect(new SpillFileReader(path).from(0)).toHaveLength(0);
  });

  test('are looked for in the folder that is theirs only', async () => {
    const { server, lines } = await startServer();
    const folder = join(server.address.spillFolder ?? '', 'sub');
    mkdirSync(folder);
    const { outbox, kill, helloBytes } = await startNamed(server.address, 'sub/agent');
    const elsewhere = spillFile(join(folder, 'agent'), 0);
    writeFileSync(elsewhere, Buffer.concat([spillHeader(helloBytes), Buffer.from('stolen\n')]));
    kill();
    await expect.poll(() => outbox.bytes).toBe(0);
    const { outbox: other, kill: killOther } = await startNamed(server.address, undefined);
    push(other, ['after']);
    killOther();
    await expect.poll(() => lines).toEqual(['after']);
    expect(readdirSync(folder)).toEqual(['agent.spill0']);
  });

  test.each(['../agent', 'a/b', 'a\\b', '', 'A', 'a'.repeat(65), 7, undefined])('are not named %s', (name) => {
    expect(isSpillName(name)).toBe(false);
  });
});

/** An agent that names its files as it is told, and never writes one. */
function startNamed(address: LinkAddress, name: string | undefined) {
  const outbox = new Outbox();
  return new Promise<{ outbox: Outbox; kill: () => void; helloBytes: number }>((resolve) => {
    const kill = openLink(
      address,
      () => DESCRIBED,
      {
        connected(sink, hello) {
          outbox.connect(sink, hello);
          resolve({ outbox, kill, helloBytes: hello.length });
        },
        control() {},
        closed() {},
      },
      name,
    );
    onTestFinished(kill);
  });
}
