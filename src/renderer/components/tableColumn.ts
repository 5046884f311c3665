/** What every table says of a column, whatever its rows are. */
export interface TableColumn {
  /** Identifies it: in settings, in the order of columns, and as `data-column` of its cells. */
  readonly key: string;
  readonly label: string;
  /** What it shows, where the label alone does not say it. */
  readonly help?: string;
  readonly widthPx: number;
  /** Takes a share of the free width. */
  readonly grow?: number;
  /** Left if absent. */
  readonly align?: 'right' | 'center';
}

/** As `grid-template-columns`. @param widthOf the width of a column, if it is not that of the descriptor */
export function gridTemplate<Column extends TableColumn>(
  columns: readonly Column[],
  widthOf: (column: Column) => number = ({ widthPx }) => widthPx,
): string {
  return columns
    .map((column) => {
      const { grow } = column;
      return grow === undefined ? `${widthOf(column)}px` : `minmax(${widthOf(column)}px, ${grow}fr)`;
    })
    .join(' ');
}
