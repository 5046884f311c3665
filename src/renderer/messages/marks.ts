import { RowFlag } from '../../shared/columns/columns';
import type { SessionModel } from '../session/sessionModel';

/** Marks the selected messages, or, if all of them are marked, takes the marks off; main keeps them. */
export function toggleMark({ table, selection }: SessionModel): void {
  const rows = selection.toRows();
  const areMarked = rows.every((row) => (table.columns.get(row, 'flags') & RowFlag.marked) !== 0);
  if (rows.length > 0) window.electroscope.markMessages(rows, !areMarked);
}
