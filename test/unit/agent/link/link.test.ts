import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LinkEvents, openLink } from '../../../../src/agent/link/link';
import { HELLO_TIMEOUT_MS, type LinkAddress } from '../../../../src/shared/link/handshake';
import { DESCRIBED, startServer } from '../../../support/agentClients';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A link whose agent writes `one` as soon as it may. @returns how often it has told of its end */
function startLink(address: LinkAddress): () => number {
  let closings = 0;
  const events: LinkEvents = {
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

test('connects anew after an event loop that stood still for longer than an inspector waits', async () => {
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
