import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import { formatClockUs } from '../../shared/format/format';
import styles from './MessageTable.module.css';
import { columnMeta, type tableFeaturesInUse } from './messageColumns';
import { isSameRow, type MessageRow } from './messageRow';
import type { TimeSpan } from './timeSpan';
import { WaterfallBar } from './WaterfallBar';

interface TableRowProps {
  readonly message: MessageRow;
  readonly cells: Row<typeof tableFeaturesInUse, MessageRow>;
  /** Place in the view. */
  readonly index: number;
  readonly span: TimeSpan;
  readonly startUs: number;
  readonly isSelected: boolean;
  readonly onSelect: (row: number) => void;
}

/** One message. Drawn again only when something in it has changed. */
export const TableRow = memo(
  function TableRow({ message, cells, index, span, isSelected, onSelect }: TableRowProps) {
    return (
      <div
        id={`message-${message.row}`}
        className={styles.row}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        data-even={index % 2 === 0}
        data-status={message.status}
        data-selected={isSelected}
        onClick={() => onSelect(message.row)}
      >
        {cells.getVisibleCells().map((cell) => (
          <div
            key={cell.column.id}
            className={styles.cell}
            role="gridcell"
            data-column={cell.column.id}
            data-align={columnMeta(cell.column.id).align}
            title={cell.column.id === 'time' ? formatClockUs(message.atUs) : undefined}
          >
            {cell.column.id === 'waterfall' ? (
              <WaterfallBar message={message} span={span} />
            ) : (
              <FlexRender cell={cell} />
            )}
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    isSameRow(before.message, after.message) &&
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.startUs === after.startUs &&
    before.span.startUs === after.span.startUs &&
    before.span.endUs === after.span.endUs,
);
