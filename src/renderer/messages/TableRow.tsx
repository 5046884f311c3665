import { FlexRender, type Row } from '@tanstack/react-table';
import { type MouseEvent, memo } from 'react';
import { formatClockUs } from '../../shared/format/format';
import { columnInfo } from './columnInfo';
import styles from './MessageTable.module.css';
import type { tableFeaturesInUse } from './messageColumns';
import { isSameRow, type MessageRow } from './messageRow';
import type { TimeSpan } from './timeSpan';
import { WaterfallBar } from './WaterfallBar';

interface TableRowProps {
  readonly message: MessageRow;
  readonly cells: Row<typeof tableFeaturesInUse, MessageRow>;
  /** The columns in sight, from left to right. */
  readonly columns: string;
  /** Place in the list. */
  readonly index: number;
  readonly span: TimeSpan;
  readonly startUs: number;
  readonly isSelected: boolean;
  /** Of the selected ones, it is the one that the detail shows. */
  readonly isCurrent: boolean;
  /** When the button goes down: by the time it comes up, another message may stand there. */
  readonly onPick: (row: number, event: MouseEvent) => void;
}

/** One message. Drawn again only when something in it has changed. */
export const TableRow = memo(
  function TableRow({ message, cells, index, span, isSelected, isCurrent, onPick }: TableRowProps) {
    return (
      <div
        id={`message-${message.row}`}
        className={styles.row}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        data-row={message.row}
        data-even={index % 2 === 0}
        data-status={message.status}
        data-highlight={message.highlight?.color}
        data-selected={isSelected}
        data-current={isCurrent}
        onMouseDown={(event) => {
          if (event.button === 0) onPick(message.row, event);
        }}
      >
        {cells.getVisibleCells().map((cell) => (
          <div
            key={cell.column.id}
            className={styles.cell}
            role="gridcell"
            data-column={cell.column.id}
            data-align={columnInfo(cell.column.id).align}
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
    before.columns === after.columns &&
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.isCurrent === after.isCurrent &&
    before.startUs === after.startUs &&
    before.span.startUs === after.span.startUs &&
    before.span.endUs === after.span.endUs,
);
