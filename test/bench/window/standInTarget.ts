/**
 * Stands in for a target: connects to the inspector as an agent does, sends many messages as fast as they are taken, then so
 * many a second until it is ended. The inspector starts it as if it were an Electron; there is none, so that what the window
 * does is measured, and not what an app takes of the same processor.
 */

import { once } from 'node:events';
import { connect } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { LINK_PROTOCOL, LINK_VARIABLE, type LinkAddress } from '../../../src/shared/link/handshake';
import { agentLines, TARGET } from '../ingest/agentChunks';

const EVERY_MS = 20;
const LINES_AT_ONCE = 5000;

const address = JSON.parse(process.env[LINK_VARIABLE] as string) as LinkAddress;
const loaded = Number(process.env.BENCH_LOADED_MESSAGES);
const perSecond = Number(process.env.BENCH_MESSAGES_PER_SECOND);

const socket = connect(address.path);
socket.once('close', () => process.exit(0));
socket.resume();
await once(socket, 'connect');
const target = { ...TARGET, pid: process.pid, timeOrigin: Math.round((Date.now() - loaded / 5) * 1000) };
await send(`${JSON.stringify({ type: 'hello', protocol: LINK_PROTOCOL, token: address.token, target })}\n`);

const lines = agentLines();
let sent = 0;
while (sent < loaded) await sendMessages(Math.min(LINES_AT_ONCE, loaded - sent));

const startedAt = performance.now();
for await (const _ of setInterval(EVERY_MS)) {
  const due = loaded + Math.floor(((performance.now() - startedAt) * perSecond) / 1000);
  await sendMessages(due - sent);
}

async function sendMessages(count: number): Promise<void> {
  let text = '';
  for (const end = sent + count; sent < end; sent++) text += lines.next().value ?? '';
  if (text !== '') await send(text);
}

async function send(text: string): Promise<void> {
  if (!socket.write(text)) await once(socket, 'drain');
}
