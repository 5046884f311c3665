import { useEffect, useRef } from 'react';

/**
 * Lets an action that takes a while run not more often than so; the last call is never lost.
 *
 * @returns calls it now or a little later; with `isUrgent` now
 */
export function useThrottled<T>(
  action: (value: T) => void,
  intervalMs: number,
): (value: T, isUrgent?: boolean) => void {
  const state = useRef<{ timer: number | undefined; lastAtMs: number; action: (value: T) => void }>({
    timer: undefined,
    lastAtMs: 0,
    action,
  });
  state.current.action = action;
  useEffect(() => {
    const { current } = state;
    return () => window.clearTimeout(current.timer);
  }, []);
  return (value, isUrgent = false) => {
    const { current } = state;
    const run = () => {
      current.action(value);
      // Counted from its end: however long it takes, there is time for the rest.
      current.lastAtMs = performance.now();
    };
    window.clearTimeout(current.timer);
    const waitMs = current.lastAtMs + intervalMs - performance.now();
    if (isUrgent || waitMs <= 0) run();
    else current.timer = window.setTimeout(run, waitMs);
  };
}
