/** What keys do in the list. */

import type { KeyboardEvent, RefObject } from 'react';
import { useSession } from '../session/SessionContext';
import type { ListView } from './list/listView';

/** Moves, or with Shift draws out, the selection. */
export function useListKeys(view: RefObject<ListView | undefined>): (event: KeyboardEvent) => void {
  const session = useSession();
  return (event) => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return openMenu(session, event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selectedRow } = session.windowStore.getState();
    const current = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    const target = targetIndex(event.key, current, view.current?.pageLines ?? 1, session.listed);
    if (target === undefined) return;
    event.preventDefault();
    if (event.key === 'End' && !event.shiftKey) session.setFollowing(true);
    const last = session.listed - 1;
    const index = Math.max(0, Math.min(last, target));
    const row = session.rowAt(index);
    if (row === undefined) return;
    if (event.shiftKey) session.selection.extendTo(row);
    else session.select(row);
    if (index < last) session.setFollowing(false);
    view.current?.show(index);
  };
}

/** As a click with the right button on the selected message would. */
function openMenu({ windowStore }: ReturnType<typeof useSession>, event: KeyboardEvent): void {
  const row = document.getElementById(`message-${windowStore.getState().selectedRow}`);
  if (row === null) return;
  event.preventDefault();
  const { left, bottom } = row.getBoundingClientRect();
  const place = { clientX: left + 140, clientY: bottom - 4 };
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
}

/** Where a key leads from the selected message; undefined for keys that don't move. */
function targetIndex(key: string, current: number | undefined, page: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return current === undefined ? last : current + 1;
    case 'ArrowUp':
      return current === undefined ? last : current - 1;
    case 'PageDown':
      return (current ?? last) + page;
    case 'PageUp':
      return (current ?? last) - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
