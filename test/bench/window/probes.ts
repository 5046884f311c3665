/** What is measured inside the window's page. Each function is sent there as it stands, so it uses nothing from outside. */

/** Times between animation frames, in milliseconds, while `durationMs` go by. */
export function frameTimes(durationMs: number): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const startedAt = performance.now();
    let last: number | undefined;
    const onFrame = (now: number) => {
      if (last !== undefined) times.push(now - last);
      last = now;
      if (now - startedAt < durationMs) requestAnimationFrame(onFrame);
      else resolve(times);
    };
    requestAnimationFrame(onFrame);
  });
}

/** From the next key pressed until the number of rows it leads to has been drawn, in milliseconds. */
export function keyToRows(): Promise<number> {
  return new Promise((resolve) => {
    const grid = document.querySelector('[role=grid]') as Element;
    window.addEventListener(
      'keydown',
      (event) => {
        new MutationObserver((_changes, observer) => {
          observer.disconnect();
          // After the frame that shows it.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
        }).observe(grid, { attributes: true, attributeFilter: ['aria-rowcount'] });
      },
      { capture: true, once: true },
    );
  });
}

/** From the next press of the mouse until the detail shows its message, in milliseconds. */
export function pressToDetail(channel: string): Promise<number> {
  return new Promise((resolve) => {
    window.addEventListener(
      'pointerdown',
      (event) => {
        const observer = new MutationObserver(() => {
          const detail = document.querySelector('[aria-label=Detail]');
          if (detail?.querySelector('h2')?.textContent?.includes(channel) !== true) return;
          if (detail.querySelector('[role=treeitem]') === null) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      },
      { capture: true, once: true },
    );
  });
}

/** When something was drawn first, in milliseconds since the epoch. */
export function firstPaintEpochMs(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const paint = list.getEntriesByName('first-contentful-paint')[0];
      if (paint === undefined) return;
      observer.disconnect();
      resolve(performance.timeOrigin + paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}
