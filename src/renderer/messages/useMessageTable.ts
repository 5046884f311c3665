/**
 * The table library holds the state of the columns: order, visibility, widths and sorting. The session sorts, and the preferences
 * persist; changes go through the table and come back from there.
 */

import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnLayout } from '../../shared/bridge/windowPreferences';
import { hasSeveralApps } from '../../shared/columns/appLabels';
import { usePreference } from '../session/preferences';
import type { MessageRow } from '../session/readMessageRow';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { columnOrder, columnVisibility, sortingOf, sortOrderOf, withVisibility } from './columnLayout';
import { MESSAGE_COLUMNS } from './messageColumns';

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  rowSortingFeature,
});

const helper = createColumnHelper<typeof features, MessageRow>();

const TABLE_COLUMNS = helper.columns(
  MESSAGE_COLUMNS.map(({ key, read, widthPx, minWidthPx, isFixedWidth, sort }) =>
    helper.accessor(read, {
      id: key,
      size: widthPx,
      minSize: minWidthPx,
      enableResizing: isFixedWidth !== true,
      enableSorting: sort !== undefined,
    }),
  ),
);

/** The list draws its rows itself: here, there are none. */
const NO_ROWS: MessageRow[] = [];

export function useMessageTable() {
  const session = useSession();
  const { preferences } = session;
  const layout = usePreference(({ columns }) => columns);
  const hasApps = useSessionState(({ facts }) => hasSeveralApps(facts.targets));
  const sortOrder = useWindowState((state) => state.sortOrder);
  const state = useMemo(
    () => ({
      columnOrder: columnOrder(layout),
      columnVisibility: columnVisibility(layout, hasApps),
      sorting: sortingOf(sortOrder),
    }),
    [layout, hasApps, sortOrder],
  );
  // While a column is dragged wider, its width is only here.
  const [widthsPx, setWidthsPx] = useState<ColumnSizingState>(layout.widthsPx);
  useEffect(() => setWidthsPx(layout.widthsPx), [layout.widthsPx]);
  const change = (part: Partial<ColumnLayout>) =>
    preferences.change({ columns: { ...preferences.current.columns, ...part } });

  const table = useTable({
    features,
    columns: TABLE_COLUMNS,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    manualSorting: true,
    enableMultiSort: false,
    state: { ...state, columnSizing: widthsPx },
    onColumnOrderChange: (updater) => change({ order: functionalUpdate(updater, state.columnOrder) }),
    onColumnVisibilityChange: (updater) => {
      const before = state.columnVisibility;
      change(withVisibility(preferences.current.columns, before, functionalUpdate(updater, before)));
    },
    onColumnSizingChange: (updater) => {
      if (table.atoms.columnResizing.get().isResizingColumn !== false) setWidthsPx(updater);
      else change({ widthsPx: functionalUpdate(updater, { ...layout.widthsPx }) });
    },
    onSortingChange: (updater) => session.setSortOrder(sortOrderOf(functionalUpdate(updater, state.sorting))),
  });

  const isResizing = table.state.columnResizing.isResizingColumn !== false;
  const wasResizing = useRef(false);
  useEffect(() => {
    if (wasResizing.current && !isResizing) preferences.change({ columns: { ...layout, widthsPx } });
    wasResizing.current = isResizing;
  }, [isResizing, preferences, layout, widthsPx]);
  return table;
}

export type MessageTableModel = ReturnType<typeof useMessageTable>;
