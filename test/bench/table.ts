/** Figures as aligned text. */

/** @param rows the first column is text, the others are figures */
export function renderTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const renderRow = (cells: readonly string[]): string =>
    widths
      .map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  return [renderRow(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(renderRow)].join('\n');
}

/** Three significant digits, in the unit that suits: `0.42 µs`, `27.1 µs`, `4.83 ms`. */
export function showUs(durationUs: number): string {
  if (Number.isNaN(durationUs)) return '–';
  if (durationUs < 1000) return `${digits(durationUs)} µs`;
  return durationUs < 1_000_000 ? `${digits(durationUs / 1000)} ms` : `${digits(durationUs / 1_000_000)} s`;
}

/** As `1.08×`. */
export function showRatio(ratio: number): string {
  return Number.isNaN(ratio) ? '–' : `${ratio < 100 ? ratio.toFixed(2) : ratio.toFixed(0)}×`;
}

/** A target beside the figure that should not exceed it; a miss is marked. */
export function showTarget(value: number, target: number | undefined, show: (value: number) => string): string {
  if (target === undefined) return '';
  return value <= target ? `≤ ${show(target)}` : `≤ ${show(target)} MISSED`;
}

function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
