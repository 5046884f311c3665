/** Lines between messages, for what happened there, and how they and the messages together make the lines of the list. */

import { AppWindow, Compass, Play, Plug, RotateCw } from 'lucide-react';
import { firstEventFrom, type SessionEvent, type SessionEvents } from '../../shared/columns/sessionEvents';
import type { SessionModel } from '../session/sessionModel';

export const EVENT_ICONS = { opened: AppWindow, navigated: Compass, reloaded: RotateCw, started: Play, joined: Plug };

export const EVENT_TEXTS = {
  opened: 'Window opened',
  navigated: 'Navigated',
  reloaded: 'Reloaded',
  started: 'App started again',
  joined: 'Another app',
};

/** Something happened before a message of the list. */
export interface Divider {
  /** Place of that message in the list; the length of the list, if there is none. */
  readonly index: number;
  /** What happened last, and how much before it that no message of the list lies between. */
  readonly event: SessionEvent;
  readonly others: number;
}

/** The list's lines: its messages, and the dividers between them. */
export class ListLines {
  private constructor(
    readonly messages: number,
    readonly dividers: readonly Divider[],
  ) {}

  /** Dividers stand only between messages that stand as they came. */
  static of(session: SessionModel, events: SessionEvents): ListLines {
    if (session.store.getState().sortOrder !== undefined) return new ListLines(session.listed, []);
    events.extend();
    const dividers: Divider[] = [];
    const { all } = events;
    for (let i = firstEventFrom(all, session.store.getState().clearedRows); i < all.length; i++) {
      const event = all[i] as SessionEvent;
      const place = session.viewRows.indexOf(event.row);
      const index = place >= 0 ? place : -place - 1;
      const last = dividers.at(-1);
      if (last?.index === index) dividers[dividers.length - 1] = { index, event, others: last.others + 1 };
      else dividers.push({ index, event, others: 0 });
    }
    return new ListLines(session.listed, dividers);
  }

  get length(): number {
    return this.messages + this.dividers.length;
  }

  /** Place of a message's line. */
  lineOf(index: number): number {
    return index + this.dividersUpTo(index);
  }

  /** What stands at a line: a divider, or the place of a message in the list. */
  at(line: number): Divider | number {
    // The dividers before it are as many as there are lines that are not messages.
    let low = 0;
    let high = this.dividers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const divider = this.dividers[middle] as Divider;
      if (divider.index + middle < line) low = middle + 1;
      else high = middle;
    }
    const divider = this.dividers[low];
    return divider !== undefined && divider.index + low === line ? divider : line - low;
  }

  /** How many dividers stand before a message. */
  private dividersUpTo(index: number): number {
    let low = 0;
    let high = this.dividers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.dividers[middle] as Divider).index <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
