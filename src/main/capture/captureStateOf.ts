/** How it stands with everything that is watched, told as one state. */

import type { CaptureState, TargetWay } from '../../shared/session/captureState';
import type { Watch } from './watch';

/** Left running when the inspector goes. */
const JOINED_WAYS: ReadonlySet<TargetWay> = new Set(['attach', 'joined']);

/** @param watches in the order in which they were asked for */
export function captureStateOf(watches: readonly Watch[]): CaptureState {
  const attached = watches.filter(({ phase }) => phase === 'attached');
  if (attached.length > 0) {
    const names = attached.flatMap(({ apps: reporting, name }) =>
      // Of an app that is about to end, only the process is left.
      reporting.size === 0 ? [name] : [...reporting.values()].map((app) => app.name),
    );
    const apps = attached.flatMap((watch) =>
      [...watch.apps].map(([target, { notResponding }]) => ({
        target,
        isJoined: watch.launched === undefined,
        ...(notResponding && { notResponding }),
      })),
    );
    return { phase: 'attached', name: listNames(names), way: wayOf(attached), apps };
  }
  const starting = watches.findLast(({ phase }) => phase === 'starting');
  if (starting !== undefined) {
    const { name, isSlow, way, help } = starting;
    return { phase: 'starting', name, isSlow, way, ...(help && { help }) };
  }
  const waiting = watches.findLast(({ phase }) => phase === 'waiting');
  if (waiting !== undefined) {
    const { name, way, help } = waiting;
    return { phase: 'waiting', name, way, ...(help && { help }) };
  }
  const last = watches.at(-1);
  if (last === undefined) return { phase: 'idle' };
  const names = [...new Set(watches.map(({ name }) => name))];
  if (names.length === 1) return { phase: 'ended', name: last.name, how: last.how, way: last.way };
  const hows = new Set(watches.map(({ how }) => how));
  return {
    phase: 'ended',
    name: listNames(names),
    how: hows.size === 1 ? last.how : watches.map(({ name, how }) => `${name} ${how}`).join('; '),
    way: wayOf(watches),
  };
}

/** What can be ended is launched again; what was all running before is attached to again. */
function wayOf(watches: readonly Watch[]): TargetWay {
  return (watches.find(({ way }) => !JOINED_WAYS.has(way)) ?? watches.at(-1))?.way ?? 'launch';
}

function listNames(all: readonly string[]): string {
  const [first = '', second = '', ...others] = all;
  if (all.length < 2) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${all.length - 1} more`;
}
