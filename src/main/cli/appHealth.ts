/** Reports what goes wrong with recorded apps, while it happens and at the end: main processes that do not respond, apps that fail. */

import type { SessionFacts, TargetInfo } from '../../shared/columns/sessionFacts';
import { formatSeconds } from '../../shared/format/format';
import { describeTargetEnd, hasFailed, noteOnTargetEnd } from '../../shared/journal/targetEnds';
import type { CaptureState } from '../../shared/session/captureState';
import {
  didNotRespondTitle,
  type NotResponding,
  notRespondingReason,
  notRespondingTitle,
} from '../../shared/session/notResponding';
import { terminalText } from './terminal';

/** Shorter hangs are not reported. */
const TOLD_AFTER_MS = 2000;

interface Hang {
  readonly target: number;
  /** The last known state. */
  notResponding: NotResponding;
  untilMs: number | undefined;
  isTold: boolean;
}

export class AppHealth {
  private readonly hangs: Hang[] = [];
  private isOver = false;

  /** @param tell writes a line; texts of the app are already made harmless */
  constructor(private readonly tell: (line: string) => void) {}

  /** The state of the apps has changed. */
  stateChanged(state: CaptureState, nowMs: number): void {
    if (this.isOver) return;
    const unresponsive = new Map<number, NotResponding>();
    if (state.phase === 'attached')
      for (const { target, notResponding } of state.apps) if (notResponding) unresponsive.set(target, notResponding);
    for (const hang of this.hangs) {
      if (hang.untilMs !== undefined) continue;
      const now = unresponsive.get(hang.target);
      unresponsive.delete(hang.target);
      if (now === undefined) hang.untilMs = nowMs;
      else hang.notResponding = now;
    }
    for (const [target, notResponding] of unresponsive)
      this.hangs.push({ target, notResponding, untilMs: undefined, isTold: false });
  }

  /** Reports hangs that last too long. To be called several times a second. */
  look(nowMs: number): void {
    for (const hang of this.hangs) {
      const lastsMs = nowMs - hang.notResponding.sinceMs;
      if (this.isOver || hang.isTold || hang.untilMs !== undefined || lastsMs < TOLD_AFTER_MS) continue;
      hang.isTold = true;
      this.tell(
        terminalText(
          `${notRespondingTitle(hang.notResponding, formatSeconds(lastsMs))}. ${notRespondingReason(hang.notResponding)}`,
        ),
      );
    }
  }

  /**
   * Ignores everything after this call, because the apps are being ended.
   *
   * @returns a function that returns the final lines, once everything is known about the session
   */
  end(nowMs: number, before: SessionFacts | undefined): (after: SessionFacts) => readonly string[] {
    this.isOver = true;
    const ended = new Set(before?.targets.filter(({ endedAt }) => endedAt !== undefined).map(({ target }) => target));
    return ({ targets }) => [
      ...this.hangs.filter(({ isTold }) => isTold).map((hang) => terminalText(hangText(hang, nowMs))),
      ...targets.filter(({ target }) => ended.has(target)).flatMap((target) => endText(target)),
    ];
  }
}

function hangText({ notResponding, untilMs }: Hang, nowMs: number): string {
  const lasted = formatSeconds((untilMs ?? nowMs) - notResponding.sinceMs);
  return `${didNotRespondTitle(notResponding, untilMs === undefined ? `the last ${lasted}` : lasted)}.`;
}

function endText(target: TargetInfo): string[] {
  const note = noteOnTargetEnd(target);
  if (!hasFailed(target) && note === undefined) return [];
  const how = [describeTargetEnd(target), ...(note === undefined ? [] : [note])].join(', ');
  return [terminalText(`${target.app} (pid ${target.pid}) ${how}.`)];
}
