/** Makes a message visible, whatever hides it. */

import { RowFlag } from '../../shared/columns/columns';
import type { SessionModel } from './sessionModel';

/** Shows a message among the others and selects it. Resets whatever hides it, the smallest change first. */
export function revealMessage(session: SessionModel, row: number): void {
  if (row >= session.table.length) return;
  session.windowStore.setState({ view: 'messages', isDetailOpen: true });
  const isHidden = () => session.indexOf(row) === undefined;
  const { showsInternal, timeRange, clearedRows, isPaused } = session.windowStore.getState();
  if (isHidden() && isPaused) session.setPaused(false);
  const isInternal = (session.table.columns.get(row, 'flags') & RowFlag.internal) !== 0;
  if (isHidden() && isInternal && !showsInternal) session.setShowsInternal(true);
  if (isHidden() && row < clearedRows) session.undoClear();
  if (isHidden() && timeRange !== undefined) session.setTimeRange(undefined);
  if (isHidden()) session.setFilter('');
  session.setFollowing(false);
  session.select(row);
}
