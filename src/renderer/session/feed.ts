/** Receives the session from the main process and hands it to the model. */

import { FEED_PORT_MESSAGE, type FeedAcknowledgement, type FeedMessage } from '../../shared/bridge/windowApi';
import type { SessionModel } from './sessionModel';

/**
 * The next batch is asked for after this many times the time that the last one took the window: however many messages come, and
 * on however slow a machine, most of the window's time is the user's.
 */
const REST_FACTOR = 3;
/** While the user scrolls, nearly all of it is. */
const SCROLL_REST_FACTOR = 9;
/** A window that has just been hidden draws no frame: its cost is then the work alone. */
const NO_FRAME_MS = 500;

export function receiveFeed(model: SessionModel): void {
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== FEED_PORT_MESSAGE || port === undefined) return;
    const acknowledge = () => {
      const acknowledgement: FeedAcknowledgement = { type: 'ack' };
      port.postMessage(acknowledgement);
    };
    port.onmessage = ({ data }) => {
      const message = data as FeedMessage;
      if (message.type !== 'batch') {
        model.receive(message);
        return;
      }
      const isLive = model.store.getState().capture.phase === 'attached';
      if (!isLive || document.hidden) {
        // A capture that is opened comes as fast as it can; a window that nobody sees draws nothing.
        model.receive(message);
        acknowledge();
        return;
      }
      measureTaskMs(
        () => model.receive(message),
        (ms) => setTimeout(acknowledge, ms * (model.isBeingScrolled ? SCROLL_REST_FACTOR : REST_FACTOR)),
      );
    };
  });
  setInterval(() => model.measureRate(performance.now()), 1000);
  window.electroscope.openFeed();
}

/**
 * Does work that changes what is drawn, and measures how long it blocks the window: the work itself, React's rendering,
 * and the browser's drawing.
 *
 * @param done gets the milliseconds, once it has been drawn
 */
function measureTaskMs(work: () => void, done: (ms: number) => void): void {
  const startedAt = performance.now();
  work();
  queueMicrotask(() => {
    // React renders changes of a store in a microtask that was queued before this one.
    const workMs = performance.now() - startedAt;
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
