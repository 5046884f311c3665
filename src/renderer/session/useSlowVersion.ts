import { useEffect, useRef, useState } from 'react';

/**
 * Follows a number that changes often, but at most once per interval: for slow computations.
 *
 * @param resetKey when it changes, the number is followed at once
 */
export function useSlowVersion(version: number, intervalMs: number, resetKey: unknown): number {
  const [followed, setFollowed] = useState(version);
  const followedAtMs = useRef(0);
  const key = useRef(resetKey);
  useEffect(() => {
    const waitMs = key.current === resetKey ? followedAtMs.current + intervalMs - performance.now() : 0;
    key.current = resetKey;
    const timer = window.setTimeout(
      () => {
        followedAtMs.current = performance.now();
        setFollowed(version);
      },
      Math.max(0, waitMs),
    );
    return () => window.clearTimeout(timer);
  }, [version, intervalMs, resetKey]);
  return followed;
}
