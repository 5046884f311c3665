/** `electroscope stats`. */

import { formatBytes, formatCount, formatDurationUs } from '../../shared/format/format';
import { type Percentiles, type StatsLine, type StatsReport, statsReport } from '../../shared/stats/report';
import { SessionStats } from '../../shared/stats/sessionStats';
import { matchingRows } from '../query/matchingRows';
import { findCaptureProblems, reportCaptureProblems } from './captureProblems';
import { findOutput, textChunks, writeOutput } from './commandOutput';
import type { StatsCommand } from './commands';
import { MatchList } from './matchList';
import { type OpenCaptureFile, openCaptureFile, percent } from './openCaptureFile';
import { LiveLine, terminalText } from './terminal';

/**
 * @returns the exit code
 * @throws UserError if it can't be read or written, AbortError if the signal says so
 */
export async function runStats(command: StatsCommand, signal: AbortSignal): Promise<number> {
  const output = await findOutput(command.out, command.overwrites);
  const line = new LiveLine();
  const input = await openCaptureFile(command, command.includesInternal, signal, line);
  try {
    const { table } = input.session.fold;
    const stats = new SessionStats(table);
    await eachMatch(input, command.filter, signal, line, (row) => stats.add(row));
    const failures = new MatchList(table);
    if (command.failOn !== undefined) {
      const both = command.filter === '' ? command.failOn : `(${command.filter}) (${command.failOn})`;
      await eachMatch(input, both, signal, line, (row) => failures.add(row));
    }
    line.clear();
    const report = statsReport(stats);
    const { failOn, allowsDamage, includesInternal } = command;
    const problems = allowsDamage
      ? []
      : findCaptureProblems(input.session.fold, includesInternal, input.session.damage);
    const failed =
      failOn === undefined ? {} : { failOn: { filter: failOn, matches: failures.count, shortcomings: problems } };
    const text = command.isJson ? `${JSON.stringify({ ...report, ...failed }, undefined, 2)}\n` : tableOf(report);
    await writeOutput(output, textChunks(text), signal);
    if (failOn === undefined) return 0;
    if (failures.count > 0) failures.tell(failOn);
    if (problems.length > 0) reportCaptureProblems(failOn, problems);
    return failures.count + problems.length === 0 ? 0 : 1;
  } finally {
    line.clear();
    await input.close();
  }
}

async function eachMatch(
  input: OpenCaptureFile,
  text: string,
  signal: AbortSignal,
  line: LiveLine,
  onRow: (row: number) => void,
): Promise<void> {
  const { filter, scanner } = input.filter(text);
  const { length } = input.session.fold.table;
  for await (const { rows, examined } of matchingRows(input.session, filter, scanner, signal)) {
    line.show(`Counting … ${percent(examined, length)}`);
    for (const row of rows) onRow(row);
  }
}

const HEADINGS = ['channel', 'count', '/s', 'errors', 'p50', 'p95', 'p99', 'blocking p50', 'p95', 'p99', 'bytes'];

function tableOf({ all, channels }: StatsReport): string {
  const rows = [
    HEADINGS,
    ...channels.map((stats) => [terminalText(stats.channel), ...cells(stats)]),
    [`all ${formatCount(channels.length)} channels`, ...cells(all)],
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return `${[lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1)].join('\n')}\n`;
}

function cells({ count, ratePerSecond, errors, durationMs, blockingMs, bytes }: StatsLine): string[] {
  return [
    formatCount(count),
    ratePerSecond === undefined ? '' : ratePerSecond.toFixed(ratePerSecond < 10 ? 1 : 0),
    formatCount(errors),
    ...times(durationMs),
    ...times(blockingMs),
    formatBytes(bytes),
  ];
}

function times(percentiles: Percentiles | undefined): string[] {
  if (percentiles === undefined) return ['', '', ''];
  const { p50, p95, p99 } = percentiles;
  return [p50, p95, p99].map((milliseconds) => formatDurationUs(milliseconds * 1000));
}
