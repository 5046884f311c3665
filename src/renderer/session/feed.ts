/** Receives the session from the main process and hands it to the model. */

import { FEED_PORT_MESSAGE, type FeedAcknowledgement, type FeedMessage } from '../../shared/bridge/windowApi';
import { measureTaskMs } from './frameCost';
import type { SessionModel } from './sessionModel';

/**
 * The next batch is asked for after this many times the time that the last one took the window: however many messages come, and
 * on however slow a machine, most of the window's time is the user's.
 */
const REST_FACTOR = 3;
/** While he scrolls, nearly all of it. */
const SCROLL_REST_FACTOR = 9;

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
