/** Lines between messages, for what happened there, and how they and the messages together make the lines of the list. */

import { AppWindow, CircleAlert, Compass, Play, Plug, Power, RotateCw } from 'lucide-react';
import { isEventWithin, joinMissing } from '../../shared/columns/factEvents';
import { firstEventFrom, type SessionEvent, type SessionEvents } from '../../shared/columns/sessionEvents';
import { formatCount } from '../../shared/format/format';
import type { SessionModel } from '../session/sessionModel';

export const EVENT_ICONS = {
  opened: AppWindow,
  navigated: Compass,
  reloaded: RotateCw,
  started: Play,
  joined: Plug,
  missing: CircleAlert,
  ended: Power,
};

const EVENT_TEXTS = {
  opened: 'Window opened',
  navigated: 'Navigated',
  reloaded: 'Reloaded',
  started: 'App started again',
  joined: 'Another app',
};

/** The text of a divider. */
export function eventText({ type, messages = 0, how = '' }: SessionEvent): string {
  switch (type) {
    case 'missing':
      return messages === 1 ? '1 message missing here' : `${formatCount(messages)} messages missing here`;
    case 'ended':
      return `App ${how}`;
    default:
      return EVENT_TEXTS[type];
  }
}

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

  /**
   * Dividers stand only between messages that stand as they came.
   *
   * @param ofFacts events from other entries of the journal, in the order of their rows
   */
  static of(session: SessionModel, events: SessionEvents, ofFacts: readonly SessionEvent[]): ListLines {
    const { sortOrder, clearedRows, timeRange } = session.windowStore.getState();
    if (sortOrder !== undefined) return new ListLines(session.listed, []);
    events.extend();
    const places = new DividerPlaces();
    const { all } = events;
    let i = firstEventFrom(all, clearedRows);
    for (let k = firstEventFrom(ofFacts, clearedRows); i < all.length || k < ofFacts.length; ) {
      const [event, fact] = [all[i], ofFacts[k]];
      // How an app ended stands before that it was started again.
      const isFact = event === undefined || (fact !== undefined && fact.row <= event.row);
      const next = (isFact ? fact : event) as SessionEvent;
      if (isFact) k++;
      else i++;
      if (!isEventWithin(next, timeRange)) continue;
      const place = session.viewRows.indexOf(next.row);
      places.add(place >= 0 ? place : -place - 1, next);
    }
    return new ListLines(session.listed, places.dividers);
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

/** Events at the same place of the list are one divider, but for those that a developer looks for. */
class DividerPlaces {
  readonly dividers: Divider[] = [];

  add(index: number, event: SessionEvent): void {
    const same = this.sameKindAt(index, event);
    if (same === undefined) {
      this.dividers.push({ index, event, others: 0 });
      return;
    }
    const [before] = this.dividers.splice(same, 1) as [Divider];
    const isMissing = event.type === 'missing';
    this.dividers.push({
      index,
      event: isMissing ? joinMissing(before.event, event) : event,
      others: isMissing ? 0 : before.others + 1,
    });
  }

  private sameKindAt(index: number, event: SessionEvent): number | undefined {
    for (let i = this.dividers.length - 1; this.dividers[i]?.index === index; i--) {
      if (kindOf((this.dividers[i] as Divider).event) === kindOf(event)) return i;
    }
    return undefined;
  }
}

function kindOf({ type }: SessionEvent): 'missing' | 'ended' | 'page' {
  return type === 'missing' || type === 'ended' ? type : 'page';
}
