/** Which columns there are, in which order and how wide: what the user changed of the usual. */

import type { ColumnLayout } from '../../shared/bridge/windowPreferences';
import { MESSAGE_COLUMNS, messageColumn } from './messageColumns';

const USUAL_ORDER = MESSAGE_COLUMNS.map(({ key }) => key);

/** All columns from left to right; those the layout does not know stand after their usual neighbour. */
export function columnOrder({ order }: ColumnLayout): string[] {
  const known = order.filter((id, i) => USUAL_ORDER.includes(id) && order.indexOf(id) === i);
  const all = [...known];
  USUAL_ORDER.forEach((id, i) => {
    if (known.includes(id)) return;
    const neighbour = i === 0 ? -1 : all.indexOf(USUAL_ORDER[i - 1] as string);
    all.splice(neighbour + 1, 0, id);
  });
  return all;
}

/** @param hasApps messages of several apps are shown */
export function isColumnShown({ shown }: ColumnLayout, id: string, hasApps = false): boolean {
  const { hiddenUntil } = messageColumn(id);
  return shown[id] ?? (hiddenUntil === undefined || (hiddenUntil === 'several-apps' && hasApps));
}

/** The columns in sight, from left to right. */
export function shownColumns(layout: ColumnLayout): string[] {
  return columnOrder(layout).filter((id) => isColumnShown(layout, id));
}

/** At least one column stays. */
export function withColumnShown(layout: ColumnLayout, id: string, isShown: boolean): ColumnLayout {
  if (!isShown && shownColumns(layout).every((other) => other === id)) return layout;
  return { ...layout, shown: { ...layout.shown, [id]: isShown } };
}

/** @param before the column it comes to stand before; undefined: it becomes the last */
export function withColumnMoved(layout: ColumnLayout, id: string, before: string | undefined): ColumnLayout {
  if (id === before) return layout;
  const others = columnOrder(layout).filter((other) => other !== id);
  const place = before === undefined ? others.length : others.indexOf(before);
  others.splice(place, 0, id);
  return { ...layout, order: others };
}

/** One place to the left or right among the columns in sight; undefined if it is at that end. */
export function withColumnShifted(layout: ColumnLayout, id: string, step: -1 | 1): ColumnLayout | undefined {
  const shown = shownColumns(layout);
  const place = shown.indexOf(id) + step;
  if (place < 0 || place >= shown.length) return undefined;
  return withColumnMoved(layout, id, step === -1 ? shown[place] : shown[place + 1]);
}
