/** Lines of agents that are not entries: notices to the capture, the end, and answers to pings. */

import { isTargetDescription } from '../../shared/journal/lineCodec';
import type { AgentEnd, Redescription, Relaunching } from '../../shared/link/handshake';

/** Most lines are entries. The letter after `{"type":"` suffices to recognise them. */
const LETTER_AT = '{"type":"'.length;
const LETTER_R = 0x72;
const STARTS = ['{"type":"redescribe"', '{"type":"relaunching"'].map((start) => Buffer.from(start));

const END_START = Buffer.from('{"type":"end",');
const PONG_START = Buffer.from('{"type":"pong"');

export type AgentNotice = Redescription | Relaunching;

/** Whether a line is the answer to a ping. */
export function isPong(line: Buffer): boolean {
  return line.subarray(0, PONG_START.length).equals(PONG_START);
}

/** @returns undefined if the line does not say that the agent has sent everything */
export function readAgentEnd(line: Buffer): AgentEnd | undefined {
  if (!line.subarray(0, END_START.length).equals(END_START)) return undefined;
  try {
    const { seq, exitCode } = JSON.parse(line.toString('utf8')) as Partial<Record<keyof AgentEnd, unknown>>;
    if (!Number.isSafeInteger(seq)) return undefined;
    const code = Number.isSafeInteger(exitCode) ? { exitCode: exitCode as number } : {};
    return { type: 'end', seq: seq as number, ...code };
  } catch {
    return undefined;
  }
}

/** @returns undefined if the line is not a notice */
export function readNotice(line: Buffer): AgentNotice | undefined {
  if (line[LETTER_AT] !== LETTER_R) return undefined;
  if (!STARTS.some((start) => line.subarray(0, start.length).equals(start))) return undefined;
  try {
    const notice = JSON.parse(line.toString('utf8')) as { readonly [key: string]: unknown };
    const { type, target, executable, bringsAgent, atMs } = notice;
    if (type === 'redescribe') return isTargetDescription(target) ? { type, target } : undefined;
    if (type !== 'relaunching' || typeof executable !== 'string') return undefined;
    return { type, executable, bringsAgent: bringsAgent === true, atMs: typeof atMs === 'number' ? atMs : Date.now() };
  } catch {
    return undefined;
  }
}
