/**
 * Reports what a frame receives on the ports that main sent it. Only receiving is followed: it needs just a listener,
 * and covers both ends of a channel if both are in frames with this preload. A port that the frame passes on, to the
 * page's own world or a worker, is out of sight from then on.
 */

import { MAX_COPIED_BYTES, type PortReport } from '../../shared/link/frameReport';
import { apply } from '../base/primordials';
import { approximateBytes } from './approximateBytes';
import type { FrameClock } from './frameClock';
import { ignoringErrors } from './ignoringErrors';

const { addEventListener } = EventTarget.prototype;

/**
 * Must be called before anybody else can listen on them.
 *
 * @param push number of the message that brought them
 * @param send hands a report to the agent, by structured clone
 */
export function followPorts(
  ports: readonly MessagePort[],
  push: number,
  clock: FrameClock,
  send: (report: PortReport) => void,
): void {
  for (const [port, messagePort] of ports.entries()) {
    apply(addEventListener, messagePort, [
      'message',
      ({ data }: MessageEvent) => ignoringErrors(() => tell({ push, port, receivedAtUs: clock.nowUs() }, data, send)),
    ]);
  }
}

/** At once: the app may change the value that it was given. */
function tell(facts: Omit<PortReport, 'data' | 'bytes'>, data: unknown, send: (report: PortReport) => void): void {
  const bytes = approximateBytes(data, MAX_COPIED_BYTES);
  try {
    if (bytes <= MAX_COPIED_BYTES) {
      send({ ...facts, data, bytes });
      return;
    }
  } catch {
    // It contains what can only be transferred, such as another port.
  }
  send({ ...facts, data: undefined, bytes, isLeftOut: true });
}
