import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventText, ListLines } from '../../../../src/renderer/messages/dividers';
import { type SessionEvent, SessionEvents } from '../../../../src/shared/columns/sessionEvents';
import { ModelWindow, message } from '../../../support/modelWindow';

let window: ModelWindow;

beforeEach(() => {
  window = new ModelWindow();
  const frame = (documents: number) =>
    ({
      type: 'endpoint',
      id: 2,
      kind: 'frame',
      isMainFrame: true,
      webContentsId: 1,
      url: 'app://a/',
      documents,
    }) as const;
  // Opened before row 0, reloaded before row 3.
  window.feed(frame(1), message(1), message(2, { channel: 'd' }), message(3), frame(2), message(4));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const missing = (row: number, messages: number): SessionEvent => ({ row, type: 'missing', name: '', messages });
const ended = (row: number): SessionEvent => ({ row, type: 'ended', name: 'Notes', how: 'ended' });

/** What stands in the list from top to bottom: numbers of messages, and what dividers say. */
function linesOf(...ofFacts: SessionEvent[]): unknown[] {
  const { model } = window;
  const lines = ListLines.of(model, new SessionEvents(model.table), ofFacts);
  const texts = Array.from({ length: lines.length }, (_, i) => {
    const line = lines.at(i);
    if (typeof line !== 'number') return `${eventText(line.event)}${line.others > 0 ? ` +${line.others}` : ''}`;
    // Both ways lead to the same place.
    expect(lines.lineOf(line)).toBe(i);
    return model.table.columns.get(model.rowAt(line) as number, 'seq');
  });
  return texts;
}

describe('a divider', () => {
  test('stands before the message that comes after what happened', () => {
    expect(linesOf(missing(1, 1), ended(4))).toEqual([
      'Window opened',
      ...[1, '1 message missing here'],
      ...[2, 3, 'Reloaded'],
      ...[4, 'App ended'],
    ]);
  });

  test('stands before the next message in the list, if the filter hides that one', () => {
    window.model.setFilter('channel:c');
    expect(linesOf(missing(1, 1500))).toEqual(['Window opened', 1, '1,500 messages missing here', 3, 'Reloaded', 4]);
  });

  test('is one for all that is missing at a place, and says how an app ended beside it', () => {
    window.model.setFilter('channel:none');
    expect(linesOf(missing(1, 2), missing(2, 3), ended(4))).toEqual([
      '5 messages missing here',
      'Reloaded +1',
      'App ended',
    ]);
  });

  test('of an app that ended stands before that of what comes after it', () => {
    window.model.setFilter('channel:c');
    expect(linesOf(ended(3))).toEqual(['Window opened', 1, 3, 'App ended', 'Reloaded', 4]);
  });

  test('is gone with the messages that were cleared away', () => {
    window.model.clear();
    window.feed(message(5));
    expect(linesOf(missing(1, 1), ended(4))).toEqual(['App ended', 5]);
  });

  test('does not stand between messages that are sorted', () => {
    window.model.setSortOrder({ column: 'number', isDescending: true });
    expect(linesOf(missing(1, 1))).toEqual([4, 3, 2, 1]);
  });
});
