/** The layout of columns that the user chose, which main persists, and the state of the table library that stands for it. */

import type { ColumnVisibilityState, SortingState } from '@tanstack/react-table';
import type { ColumnLayout, SortOrder } from '../../shared/bridge/windowPreferences';
import { MESSAGE_COLUMNS, messageColumn } from './messageColumns';

const DEFAULT_ORDER = MESSAGE_COLUMNS.map(({ key }) => key);

/** All columns from left to right; those that the layout does not know follow their default neighbour. */
export function columnOrder({ order }: ColumnLayout): string[] {
  const known = order.filter((key, i) => DEFAULT_ORDER.includes(key) && order.indexOf(key) === i);
  const all = [...known];
  DEFAULT_ORDER.forEach((key, i) => {
    if (known.includes(key)) return;
    const neighbour = i === 0 ? -1 : all.indexOf(DEFAULT_ORDER[i - 1] as string);
    all.splice(neighbour + 1, 0, key);
  });
  return all;
}

/** @param hasApps messages of several apps are shown */
export function columnVisibility({ shown }: ColumnLayout, hasApps: boolean): ColumnVisibilityState {
  const isDefault = (hiddenUntil: string | undefined) =>
    hiddenUntil === undefined || (hiddenUntil === 'several-apps' && hasApps);
  return Object.fromEntries(MESSAGE_COLUMNS.map(({ key, hiddenUntil }) => [key, shown[key] ?? isDefault(hiddenUntil)]));
}

/** The layout keeps what the user changed, so that other columns follow their defaults. At least one column stays. */
export function withVisibility(
  layout: ColumnLayout,
  before: ColumnVisibilityState,
  after: ColumnVisibilityState,
): ColumnLayout {
  if (!Object.values(after).includes(true)) return layout;
  const changed = Object.entries(after).filter(([key, isShown]) => before[key] !== isShown);
  return { ...layout, shown: { ...layout.shown, ...Object.fromEntries(changed) } };
}

/** @param before the column that it will stand before; undefined: it becomes the last */
export function movedBefore(order: readonly string[], key: string, before: string | undefined): string[] {
  if (key === before) return [...order];
  const others = order.filter((other) => other !== key);
  others.splice(before === undefined ? others.length : others.indexOf(before), 0, key);
  return others;
}

/**
 * One place to the left or right among the visible columns.
 *
 * @param visible the visible ones of the order
 * @returns undefined at that end
 */
export function shifted(
  order: readonly string[],
  visible: readonly string[],
  key: string,
  step: -1 | 1,
): string[] | undefined {
  const place = visible.indexOf(key) + step;
  if (place < 0 || place >= visible.length) return undefined;
  return movedBefore(order, key, step === -1 ? visible[place] : visible[place + 1]);
}

export function sortingOf(order: SortOrder | undefined): SortingState {
  return order === undefined ? [] : [{ id: order.column, desc: order.isDescending }];
}

export function sortOrderOf([first]: SortingState): SortOrder | undefined {
  return first && { column: first.id, isDescending: first.desc };
}

/** The order after another click on a column's title: one direction, the other, and as messages came. */
export function nextSortOrder(column: string, current: SortOrder | undefined): SortOrder | undefined {
  const clicks = messageColumn(column).sort ?? [];
  if (current?.column !== column) return order(column, clicks[0]);
  const last = clicks.indexOf(current.isDescending ? 'descending' : 'ascending');
  return last === -1 ? undefined : order(column, clicks[last + 1]);
}

function order(column: string, direction: 'ascending' | 'descending' | undefined): SortOrder | undefined {
  return direction && { column, isDescending: direction === 'descending' };
}
