import { useEffect, useRef } from 'react';

/**
 * Limits how often a slow action runs. The last call is never lost.
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
      // Counted from its end, so that a slow action leaves time for other work.
      current.lastAtMs = performance.now();
    };
    window.clearTimeout(current.timer);
    const waitMs = current.lastAtMs + intervalMs - performance.now();
    if (isUrgent || waitMs <= 0) run();
    else current.timer = window.setTimeout(run, waitMs);
  };
}
