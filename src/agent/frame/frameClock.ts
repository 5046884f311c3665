/** The clock of a frame, taken before any script of the page could replace it. */

import type { FrameHello } from '../../shared/link/frameReport';
import { performanceNow } from './documentPrimordials';

export interface FrameClock {
  readonly kind: FrameHello['clock'];
  nowUs(): number;
}

/** A preload outside the sandbox has the machine's clock; inside there is only the document's. */
export function openFrameClock(): FrameClock {
  if (typeof process === 'object' && typeof process.hrtime === 'function') {
    const hrtime = process.hrtime.bind(process);
    return {
      kind: 'monotonic',
      nowUs() {
        const [seconds, nanoseconds] = hrtime();
        return seconds * 1e6 + nanoseconds / 1e3;
      },
    };
  }
  return { kind: 'performance', nowUs: () => performanceNow() * 1e3 };
}
