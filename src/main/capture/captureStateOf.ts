/** Sums up all watches in one state. */

import type { AttachmentMethod, CaptureState } from '../../shared/session/captureState';
import type { Watch } from './watch';

/** Apps with these methods keep running when the inspector ends. */
const JOINED_METHODS: ReadonlySet<AttachmentMethod> = new Set(['attach', 'joined']);

/** @param watches in the order of their requests */
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
    return { phase: 'attached', name: listNames(names), method: methodOf(attached), apps };
  }
  const starting = watches.findLast(({ phase }) => phase === 'starting');
  if (starting !== undefined) {
    const { name, isSlow, method, help } = starting;
    return { phase: 'starting', name, isSlow, method, ...(help && { help }) };
  }
  const waiting = watches.findLast(({ phase }) => phase === 'waiting');
  if (waiting !== undefined) {
    const { name, method, help } = waiting;
    return { phase: 'waiting', name, method, ...(help && { help }) };
  }
  const last = watches.at(-1);
  if (last === undefined) return { phase: 'idle' };
  const names = [...new Set(watches.map(({ name }) => name))];
  if (names.length === 1) return { phase: 'ended', name: last.name, how: last.how, method: last.method };
  const hows = new Set(watches.map(({ how }) => how));
  return {
    phase: 'ended',
    name: listNames(names),
    how: hows.size === 1 ? last.how : watches.map(({ name, how }) => `${name} ${how}`).join('; '),
    method: methodOf(watches),
  };
}

/** If an app was started here, it is launched again; otherwise it is attached to again. */
function methodOf(watches: readonly Watch[]): AttachmentMethod {
  return (watches.find(({ method }) => !JOINED_METHODS.has(method)) ?? watches.at(-1))?.method ?? 'launch';
}

function listNames(all: readonly string[]): string {
  const [first = '', second = '', ...others] = all;
  if (all.length < 2) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${all.length - 1} more`;
}
