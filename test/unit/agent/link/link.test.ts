import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LinkListener, openLink } from '../../../../src/agent/link/link';
import type { ByteSink } from '../../../../src/agent/link/outbox';
import { encodeControl } from '../../../../src/shared/link/control';
import { HELLO_TIMEOUT_MS, type LinkAddress } from '../../../../src/shared/link/handshake';
import { DESCRIBED, startServer } from '../../../support/agentClients';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A link whose agent writes `one` as soon as it may. @returns how often it has told of its end */
function startLink(address: LinkAddress): () => number {
  let closings = 0;
  const events: LinkListener = {
    connected: (sink, hello) => sink.write([hello, Buffer.from('one\n')], () => {}),
    control() {},
    closed: () => {
      closings++;
    },
  };
  onTestFinished(openLink(address, () => DESCRIBED, events));
  return () => closings;
}

test('introduces itself, and tells once of the end', async () => {
  const { server, lines } = await startServer();
  const closings = startLink(server.address);
  await expect.poll(() => lines).toEqual(['one']);
  expect(closings()).toBe(0);
  await server.close();
  await expect.poll(closings).toBe(1);
});

test('connects again after an event loop that stood still for longer than an inspector waits', async () => {
  const texts: string[] = [];
  const server = createServer((socket) => {
    const index = texts.push('') - 1;
    socket.on('data', (chunk) => {
      texts[index] = `${texts[index]}${chunk}`;
    });
  });
  const path = join(temporaryFolder(), 'agent.sock');
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  const closings = startLink({ path, token: 'token' });
  const end = performance.now() + HELLO_TIMEOUT_MS;
  while (performance.now() < end);
  await expect.poll(() => texts).toEqual(['', expect.stringMatching(/^\{"type":"hello".*\}\none\n$/)]);
  expect(closings()).toBe(0);
});

test('tells of the end where there is no inspector', async () => {
  await expect.poll(startLink({ path: join(temporaryFolder(), 'agent.sock'), token: 'token' })).toBe(1);
});

test('what the inspector asks for arrives, and bytes go the direct way only while the socket is open', async () => {
  let received = '';
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(`${encodeControl({ type: 'configure', settings: { stackFrames: 7 } })}\n`);
  });
  const path = join(temporaryFolder(), 'agent.sock');
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  const messages: unknown[] = [];
  const sinks: ByteSink[] = [];
  const close = openLink({ path, token: 'token' }, () => DESCRIBED, {
    connected: (sink) => sinks.push(sink),
    control: (message) => messages.push(message),
    closed() {},
  });
  await expect.poll(() => messages).toEqual([{ type: 'configure', settings: { stackFrames: 7 } }]);
  const [sink] = sinks as [ByteSink];
  const small = Buffer.from('small\n');
  expect(sink.writeNow(small)).toBe(small.length);
  expect(sink.unsentBytes).toBe(0);
  const sent: boolean[] = [];
  sink.write([Buffer.from('one '), Buffer.from('two '), Buffer.from('three\n')], (isSent) => sent.push(isSent));
  await expect.poll(() => received).toBe('small\none two three\n');
  await expect.poll(() => sent).toEqual([true]);

  // More than the system takes at once.
  const large = Buffer.alloc(32 * 1024 * 1024, 'x');
  sink.write([large], (isSent) => sent.push(isSent));
  expect(sink.unsentBytes).toBeGreaterThan(1024 * 1024);
  expect(sink.unsentBytes).toBeLessThanOrEqual(large.length);
  close();
  expect([sink.writeNow(small), sink.unsentBytes]).toEqual([0, 0]);
  await expect.poll(() => sent).toEqual([true, false]);
});
