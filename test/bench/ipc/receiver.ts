/**
 * The receiving end, as a process of its own: takes what the agent sends exactly as the inspector does, into a real
 * journal, and counts it. Started with the path of the journal.
 */

import { readAgentEnd } from '../../../src/main/capture/agentLines';
import { Session } from '../../../src/main/recordings/session';
import { type AgentConnection, AgentServer } from '../../../src/main/targets/agentServer';
import { RowFlag } from '../../../src/shared/columns/columns';
import { statusIndex } from '../../../src/shared/columns/rowWriter';
import { MESSAGE_KINDS, type TargetDescription } from '../../../src/shared/journal/entries';
import type { Redescription } from '../../../src/shared/link/handshake';
import { type Accounting, type Captured, type Expectation, messagesOf } from './captured';

/** Far more than the agent waits before it writes a batch. */
const WAIT_MS = 10_000;
const POLL_MS = 5;
const REDESCRIBE_START = Buffer.from('{"type":"redescribe"');
const PENDING = statusIndex('pending');
const PORT_KIND = MESSAGE_KINDS.indexOf('port');

const session = await Session.create(process.argv[2] as string, 'electroscope bench');
session.onRow.on(countRow);
session.onJournal.on((error) => {
  throw error;
});
const { table } = session.fold;
const messagesByChannel: Record<string, number> = {};
let countedRows = 0;
let withoutPayload = 0;
let settledRows = 0;
let description: TargetDescription | undefined;

function countRow(row: number): void {
  if (row < countedRows) return;
  countedRows = row + 1;
  if (((table.columns.get(row, 'flags') as number) & RowFlag.payloadDropped) !== 0) withoutPayload++;
  const isPort = table.columns.get(row, 'kind') === PORT_KIND;
  const channel = isPort ? 'port' : table.channelOf(row);
  messagesByChannel[channel] = (messagesByChannel[channel] ?? 0) + 1;
}

function accept(connection: AgentConnection): void {
  description = connection.target;
  const target = session.addTarget(connection.target);
  connection.onLine((line) => {
    if (line.subarray(0, REDESCRIBE_START.length).equals(REDESCRIBE_START)) {
      session.describeTarget(target, (JSON.parse(line.toString('utf8')) as Redescription).target);
    } else if (readAgentEnd(line) === undefined) {
      session.ingest(target, line);
    }
  });
}

function captured(): Captured {
  const { gaps, faults } = session.fold.facts;
  const dropped = gaps.reduce((sum, gap) => sum + gap.messages, 0);
  return {
    messagesByChannel,
    dropped,
    withoutPayload,
    faults: faults.map(({ where, message }) => `${where}: ${message}`),
  };
}

/** Resolves when this many messages have come and all are answered, or it has taken too long. */
async function whenCaptured({ channel, messages, dropped }: Expectation): Promise<Captured> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    while (settledRows < table.length && table.columns.get(settledRows, 'status') !== PENDING) settledRows++;
    const now = captured();
    const missing = messages - (now.messagesByChannel[channel] ?? 0) - (now.dropped - dropped);
    if (missing <= 0 && settledRows === table.length) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await session.flush();
  return captured();
}

/** Resolves when this many messages are captured or reported as dropped, or it has taken too long. */
async function whenAccounted({ channelStart, messages }: Accounting): Promise<Captured> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const now = captured();
    if (messagesOf(now, channelStart) + now.dropped >= messages) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await session.flush();
  return captured();
}

const server = await AgentServer.listen(accept);
const commands: Record<string, (argument: unknown) => unknown> = {
  address: () => server.address,
  description: () => description,
  whenCaptured: (expectation) => whenCaptured(expectation as Expectation),
  whenAccounted: (accounting) => whenAccounted(accounting as Accounting),
  captured: () => captured(),
};

interface Command {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

process.on('message', async ({ id, name, argument }: Command) => {
  process.send?.({ id, answer: await commands[name]?.(argument) });
});
process.on('disconnect', async () => {
  await server.close();
  await session.close();
});
process.send?.({ isReady: true });
