const NO_FRAME_MS = 500;

/**
 * Does something that changes what is drawn, and measures how long that keeps the window: the work itself with what React makes
 * of it, and the browser's drawing.
 *
 * @param done gets the milliseconds, once it has been drawn
 */
export function measureTaskMs(work: () => void, done: (ms: number) => void): void {
  const startedAt = performance.now();
  work();
  queueMicrotask(() => {
    // React renders what a store tells it in a microtask that was asked for before this one.
    const workMs = performance.now() - startedAt;
    // A window that has just been hidden draws no frame.
    const unseen = setTimeout(() => {
      cancelAnimationFrame(frame);
      done(workMs);
    }, NO_FRAME_MS);
    const frame = requestAnimationFrame(() => {
      clearTimeout(unseen);
      const frameAt = performance.now();
      // The first task after the frame was drawn.
      setTimeout(() => done(workMs + performance.now() - frameAt));
    });
  });
}
