/** The table library, told what the user chose of its columns, which it remembers. */

import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import { hasSeveralApps } from '../../shared/columns/appLabels';
import type { MessageRow } from '../session/messageRow';
import { usePreference } from '../session/preferences';
import { useSession, useSessionState } from '../session/SessionContext';
import { columnOrder, isColumnShown } from './columnLayout';
import { MESSAGE_COLUMNS } from './messageColumns';

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});

const helper = createColumnHelper<typeof features, MessageRow>();

const TABLE_COLUMNS = helper.columns(
  MESSAGE_COLUMNS.map(({ key, widthPx, minWidthPx, isFixedWidth }) =>
    helper.display({ id: key, size: widthPx, minSize: minWidthPx, enableResizing: isFixedWidth !== true }),
  ),
);

/** Rows are drawn by the list itself: here, there are none. */
const NO_ROWS: MessageRow[] = [];

export function useMessageTable() {
  const { preferences } = useSession();
  const layout = usePreference(({ columns }) => columns);
  const hasApps = useSessionState(({ facts }) => hasSeveralApps(facts.targets));
  const state = useMemo(
    () => ({
      columnOrder: columnOrder(layout),
      columnVisibility: Object.fromEntries(
        MESSAGE_COLUMNS.map(({ key }) => [key, isColumnShown(layout, key, hasApps)]),
      ),
    }),
    [layout, hasApps],
  );
  // While a column is dragged wider, its width is kept here only.
  const [widthsPx, setWidthsPx] = useState<ColumnSizingState>(layout.widthsPx);
  useEffect(() => setWidthsPx(layout.widthsPx), [layout.widthsPx]);
  const table = useTable({
    features,
    columns: TABLE_COLUMNS,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: { ...state, columnSizing: widthsPx },
    onColumnSizingChange: (updater: Updater<ColumnSizingState>) => setWidthsPx(updater),
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
