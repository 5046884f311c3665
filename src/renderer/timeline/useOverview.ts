import { useSyncExternalStore } from 'react';
import { useSession } from '../session/SessionContext';
import { overviewOf, type SessionOverview } from './sessionOverview';

/** So short a session is drawn as if it were this long. */
const MIN_SPAN_US = 10_000;

/** The overview of the session, and the times from its first to its last message. Renders again as it grows. */
export function useOverview(): {
  readonly overview: SessionOverview;
  readonly version: number;
  readonly fromUs: number;
  readonly untilUs: number;
} {
  const { overview, updater } = overviewOf(useSession());
  const version = useSyncExternalStore(updater.subscribe, updater.version);
  const isEmpty = overview.lastUs < overview.firstUs;
  const fromUs = isEmpty ? 0 : overview.firstUs;
  return { overview, version, fromUs, untilUs: Math.max(fromUs + MIN_SPAN_US, isEmpty ? 0 : overview.lastUs) };
}
