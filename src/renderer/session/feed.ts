/** Receives the session from the main process and hands it to the model. */

import { FEED_PORT_MESSAGE, type FeedAcknowledgement, type FeedMessage } from '../../shared/bridge/windowApi';
import type { SessionModel } from './sessionModel';

export function receiveFeed(model: SessionModel): void {
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== FEED_PORT_MESSAGE || port === undefined) return;
    port.onmessage = ({ data }) => {
      const message = data as FeedMessage;
      model.receive(message);
      if (message.type === 'batch') {
        const acknowledgement: FeedAcknowledgement = { type: 'ack' };
        port.postMessage(acknowledgement);
      }
    };
  });
  setInterval(() => model.measureRate(performance.now()), 1000);
  window.electroscope.openFeed();
}
