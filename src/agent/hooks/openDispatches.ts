/**
 * The dispatches that are under way: messages whose listeners are running. They end in the reverse order in which they began, also
 * across the nested event loops of dialogs. If a listener throws, none of our functions is called, so the agent must notice the end.
 */

import { countRunning } from '../base/callStack';
import { nowUs } from '../base/clock';
import type { AnyFunction } from '../base/patch';

/** One dispatch that is under way. */
export interface OpenDispatch {
  readonly event: object;
  /** Electron's, which hands the message to those of the app. */
  readonly listener: AnyFunction;
  /** Called when it is over. */
  readonly ended: (atUs: number) => void;
}

export class OpenDispatches {
  /** The innermost last. */
  private readonly open: OpenDispatch[] = [];

  get areAny(): boolean {
    return this.open.length > 0;
  }

  /** Whether a dispatch of this event is the innermost. */
  isInnermost(event: object): boolean {
    return this.open.at(-1)?.event === event;
  }

  begin(dispatch: OpenDispatch): void {
    this.open.push(dispatch);
  }

  /** The listener of this event has returned, or thrown. */
  end(event: object): void {
    if (!this.open.some((dispatch) => dispatch.event === event)) return;
    // Those within it that have not ended were ended by an error.
    while (this.endInnermost() !== event);
  }

  /** An error may have ended some of them, or none: those around a nested loop are still running. */
  dropEnded(): void {
    if (!this.areAny) return;
    const running = countRunning(this.open.map(({ listener }) => listener)) ?? this.open.length - 1;
    while (this.open.length > running) this.endInnermost();
  }

  private endInnermost(): object | undefined {
    const atUs = nowUs();
    const dispatch = this.open.pop();
    dispatch?.ended(atUs);
    return dispatch?.event;
  }
}
