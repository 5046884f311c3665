/**
 * Decides when a document reports. After 50 ms of silence the next task reports, so that the last call before a
 * document ends is included. Later calls wait for a timer. The document needs no listener for its end: with one,
 * Chromium would have to ask the renderer before it closes a window. An idle document has no timer and runs nothing.
 */

import { apply } from '../base/primordials';
import { MessageChannel, setTimeout } from './documentPrimordials';
import type { FrameClock } from './frameClock';
import type { FrameLog } from './frameLog';

const REPORT_DELAY_MS = 50;
/** Above this a report does not wait for the timer, which is slow in a hidden window. */
const MAX_LOG_SIZE = 2000;

const { postMessage } = MessagePort.prototype;

export class ReportSchedule {
  private readonly nextTask = new MessageChannel();
  private isDueNext = false;
  private isTimerSet = false;
  private reportedAtUs = Number.NEGATIVE_INFINITY;

  /** @param report tells the agent what the log holds */
  constructor(
    private readonly log: FrameLog,
    private readonly clock: FrameClock,
    private readonly report: () => void,
  ) {
    this.nextTask.port2.addEventListener('message', () => {
      this.isDueNext = false;
      this.reportNow();
    });
    this.nextTask.port2.start();
  }

  /** Something was added to the log. It is not reported at once: which calls failed is known only after the task. */
  noted(): void {
    const isQuiet = this.clock.nowUs() - this.reportedAtUs >= REPORT_DELAY_MS * 1000;
    if (isQuiet || this.log.size > MAX_LOG_SIZE) {
      this.reportSoon();
    } else if (!this.isTimerSet && !this.isDueNext) {
      this.isTimerSet = true;
      setTimeout(() => {
        this.isTimerSet = false;
        this.reportNow();
      }, REPORT_DELAY_MS);
    }
  }

  /** Tells in the next task, even in a hidden window, whose timers are slow. */
  reportSoon(): void {
    if (this.isDueNext) return;
    this.isDueNext = true;
    apply(postMessage, this.nextTask.port1, [undefined]);
  }

  /** Tells what there is to tell. */
  reportNow(): void {
    if (this.log.size === 0) return;
    this.reportedAtUs = this.clock.nowUs();
    this.report();
  }
}
