/** What the traffic app (test/apps/traffic) says it has sent. */

import type { MessageKind, Status } from '../../../src/shared/journal/entries';

export interface DocumentReport {
  /** From 1. */
  readonly document: number;
  /** cut: it went without being able to say what it had sent. */
  readonly fate: 'ended' | 'hidden' | 'cut';
  /** Messages it sent, each with its number from 1 up; of one that was cut off, at least this many. */
  readonly count: number;
  readonly sent?: Readonly<Partial<Record<MessageKind, number>>>;
}

export interface TrafficReport {
  readonly documents: readonly DocumentReport[];
  /** How often windows were opened, reloaded and so on. */
  readonly churn: Readonly<Record<string, number>>;
  /** Channels of the messages from main to documents, in order. */
  readonly sent: readonly string[];
  readonly portReceived: number;
  readonly portSent: number;
}

/** How messages end, by the first part of their channel; `unheard` ones are never pending. */
export const EXPECTED_STATUS: Readonly<Record<string, Status>> = {
  heard: 'ok',
  ask: 'ok',
  'ask-later': 'ok',
  fail: 'error',
  'fail-later': 'error',
  answer: 'ok',
  silent: 'lost',
  port: 'ok',
  unheard: 'unhandled',
};
