/** The window's model without a page: entries are fed to it as main feeds them, and what it asks main for is written down. */

import { vi } from 'vitest';
import type { Command } from '../../src/renderer/commands/command';
import { Preferences } from '../../src/renderer/session/preferences';
import { SessionModel } from '../../src/renderer/session/sessionModel';
import type { Reply, WindowApi } from '../../src/shared/bridge/windowApi';
import { DEFAULT_PREFERENCES, type WindowPreferences } from '../../src/shared/bridge/windowPreferences';
import { BatchSource } from '../../src/shared/columns/columnBatch';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import type { JournalEntry, MessageEntry, OutcomeEntry } from '../../src/shared/journal/entries';
import { encodeLine } from '../../src/shared/journal/lineCodec';
import type { MessageLines } from '../../src/shared/journal/recordedMessage';

/** @throws if the list has no such command */
export function commandOf(commands: readonly Command[], id: string): Command {
  const found = commands.find((command) => command.id === id);
  if (found === undefined) throw new Error(`There is no command ${id}`);
  return found;
}

export class ModelWindow {
  readonly model: SessionModel;
  /** Calls of the model, each with its arguments. */
  readonly calls: unknown[][] = [];
  private fold = new SessionFold();
  private source = new BatchSource(this.fold.table);
  private lines = new Map<number, MessageLines>();

  /** The test takes the window away again with `vi.unstubAllGlobals`. */
  constructor(preferences: Partial<WindowPreferences> = {}) {
    const note =
      (name: keyof WindowApi) =>
      (...args: unknown[]) =>
        void this.calls.push([name, ...args]);
    const electroscope: Partial<WindowApi> = {
      startScan: note('startScan'),
      stopScan: note('stopScan'),
      markMessages: note('markMessages'),
      changePreferences: note('changePreferences'),
      readMessage: (row) => Promise.resolve(this.read(row)),
    };
    vi.stubGlobal('window', { electroscope, setTimeout, clearTimeout });
    this.model = new SessionModel(new Preferences({ ...DEFAULT_PREFERENCES, ...preferences }));
    this.restart();
  }

  /** Another session begins. */
  restart(isLive = true): void {
    this.fold = new SessionFold();
    this.source = new BatchSource(this.fold.table);
    this.lines.clear();
    this.model.receive({ type: 'reset', sessionFile: '/a/session.escope', isLive });
    this.feed({ type: 'endpoint', id: 1, kind: 'main', pid: 100 });
  }

  /** One batch with what became of these entries. */
  feed(...entries: JournalEntry[]): void {
    for (const entry of entries) {
      const row = this.fold.apply(entry, (changed) => this.source.touch(changed));
      if (row !== undefined) this.keep(row, entry);
    }
    const batch = this.source.next(Number.POSITIVE_INFINITY);
    const totals = { captured: this.fold.table.length, dropped: 0, journalBytes: 0 };
    this.model.receive({ type: 'batch', batch, totals });
  }

  /** The numbers of the messages in the list, from top to bottom. */
  get listed(): number[] {
    const { model } = this;
    return Array.from({ length: model.listed }, (_, i) => model.table.columns.get(model.rowAt(i) as number, 'seq'));
  }

  private keep(row: number, entry: JournalEntry): void {
    if (entry.type === 'message') this.lines.set(row, { message: encodeLine(entry) });
    else if (entry.type === 'outcome') {
      const { message } = this.lines.get(row) as MessageLines;
      this.lines.set(row, { message, outcome: encodeLine(entry) });
    }
  }

  private read(row: number): Reply<MessageLines> {
    const value = this.lines.get(row);
    if (value !== undefined) return { value };
    return { error: { code: 'no-such-message', message: `No message ${row}.`, remedy: '' } };
  }
}

/** An unanswered `invoke` on the channel “c”. */
export function message(seq: number, facts: Partial<MessageEntry> = {}): MessageEntry {
  return {
    type: 'message',
    seq,
    at: seq * 1000,
    kind: 'invoke',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 10,
    args: [seq],
    ...facts,
  };
}

export function answered(seq: number, facts: Partial<OutcomeEntry> = {}): OutcomeEntry {
  return { type: 'outcome', seq, at: seq * 1000 + 500, status: 'ok', ...facts };
}
