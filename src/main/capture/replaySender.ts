/** Sends messages in connected targets, and reports the result of each request. Plain Node. */

import { type ControlMessage, MAX_CONTROL_BYTES } from '../../shared/link/control';
import { decodeReplayReply, REPLAY_REPLY_START, type ReplayReply } from '../../shared/link/replayLink';
import { describeMissing, findMissing } from '../../shared/replay/missing';
import type {
  ReplayOutcome,
  ReplayPlace,
  ReplayRefusal,
  ReplayRefused,
  ReplayRequest,
} from '../../shared/replay/request';
import { isChannel } from '../../shared/replay/request';
import type { AgentConnection } from '../targets/agentServer';

/** Agents answer faster, unless their process does not respond. */
const REPLY_TIMEOUT_MS = 8000;

type Question = Extract<ControlMessage, { readonly id: number }>;
type Reply = ReplayReply | 'gone' | 'silent' | 'too large';

interface Line {
  readonly connection: AgentConnection;
  /** By id of the question. */
  readonly awaiting: Map<number, (reply: Reply) => void>;
}

const REPLY_START = Buffer.from(REPLAY_REPLY_START);

export class ReplaySender {
  private readonly lines = new Map<number, Line>();
  private nextId = 1;

  /** The agent of a target is connected. */
  connected(target: number, connection: AgentConnection): void {
    this.lines.set(target, { connection, awaiting: new Map() });
  }

  /** The target is gone, and will not answer any more. */
  left(target: number, connection: AgentConnection): void {
    const line = this.lines.get(target);
    // A target of a later session may have the same number.
    if (line?.connection !== connection) return;
    this.lines.delete(target);
    for (const settle of [...line.awaiting.values()]) settle('gone');
  }

  /**
   * Reads the answers of agents.
   *
   * @param bytes a line of a target, valid only during the call
   * @returns whether the line is such an answer, not an entry
   */
  takeLine(target: number, bytes: Buffer): boolean {
    if (!bytes.subarray(0, REPLY_START.length).equals(REPLY_START)) return false;
    const reply = decodeReplayReply(bytes.toString('utf8'));
    if (reply !== undefined) this.lines.get(target)?.awaiting.get(reply.id)?.(reply);
    return true;
  }

  /** Resolves once it is known whether the message was sent; within some seconds in any case. */
  async send(request: ReplayRequest): Promise<ReplayOutcome> {
    const problem = problemOf(request);
    if (problem !== undefined) return problem;
    const line = this.lines.get(request.target);
    if (line === undefined) return gone();
    const asked = await this.ask(line, { type: 'replay', id: this.nextId++, request });
    if (asked === 'too large') {
      return refused('too-large', `More than ${MAX_CONTROL_BYTES / 1024 / 1024} MB can’t be sent.`);
    }
    if (asked === 'gone') {
      return refused('target-gone', 'The app ended, or was detached, before it reported whether the message was sent.');
    }
    if (asked === 'silent' || !('outcome' in asked)) {
      const seconds = REPLY_TIMEOUT_MS / 1000;
      return refused(
        'timed-out',
        `The app’s main process has not answered for ${seconds} s: it is busy, or stands at a breakpoint. The message may still be sent.`,
      );
    }
    const { outcome } = asked;
    return outcome.status === 'sent' ? { ...outcome, target: request.target } : outcome;
  }

  /** The places that can send or receive messages now. Targets that do not answer are left out. */
  async places(): Promise<readonly ReplayPlace[]> {
    const asked = [...this.lines].map(async ([target, line]) => {
      const reply = await this.ask(line, { type: 'listPlaces', id: this.nextId++ });
      return typeof reply === 'object' && 'places' in reply ? reply.places.map((place) => ({ target, ...place })) : [];
    });
    return (await Promise.all(asked)).flat();
  }

  private ask({ connection, awaiting }: Line, question: Question): Promise<Reply> {
    return new Promise((resolve) => {
      if (!connection.send(question)) {
        resolve('too large');
        return;
      }
      const settle = (reply: Reply) => {
        clearTimeout(timer);
        awaiting.delete(question.id);
        resolve(reply);
      };
      const timer = setTimeout(() => settle('silent'), REPLY_TIMEOUT_MS);
      awaiting.set(question.id, settle);
    });
  }
}

/** What is wrong with a request, as far as it is known without the agent. */
function problemOf({ kind, channel, args, carriedPorts = 0 }: ReplayRequest): ReplayRefused | undefined {
  if (!isChannel(channel)) return refused('channel-invalid', 'A channel is a text, and not an empty one.');
  const missing = findMissing(args);
  if (missing.length > 0) return refused('not-whole', `It was not recorded whole: ${describeMissing(missing)}.`);
  if (!Array.isArray(args)) return refused('arguments-invalid', 'The arguments are not a list.');
  const isOneValue = kind === 'postMessage' || kind === 'port' || kind === 'utility';
  if (isOneValue && args.length > 1) return refused('arguments-invalid', `${kind} takes one value.`);
  if (carriedPorts === 0) return undefined;
  const ports = carriedPorts === 1 ? 'a port' : `${carriedPorts} ports`;
  return refused('carries-ports', `The original carried ${ports}, which cannot be recreated. It can be sent without.`);
}

function gone(): ReplayRefused {
  return refused('target-gone', 'The app is not running, or not attached to.');
}

function refused(reason: ReplayRefusal, message: string): ReplayRefused {
  return { status: 'refused', reason, message };
}
