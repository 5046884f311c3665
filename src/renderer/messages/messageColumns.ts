/** The columns of the message table, as the table library knows them. */

import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { MessageRow } from '../session/messageRow';
import { COLUMNS } from './columnInfo';

export const tableFeaturesInUse = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});

const helper = createColumnHelper<typeof tableFeaturesInUse, MessageRow>();

export const MESSAGE_COLUMNS = helper.columns(
  COLUMNS.map(({ id, widthPx, minWidthPx }) =>
    helper.display({ id, size: widthPx, minSize: minWidthPx, enableResizing: id !== 'direction' }),
  ),
);
