/** The messages that made a command fail. All are counted, and the first are shown. */

import { type MessageTable, rowDurationUs } from '../../shared/columns/messageTable';
import { formatCount, formatDurationUs } from '../../shared/format/format';
import { MESSAGE_KINDS, STATUSES } from '../../shared/journal/entries';
import { say, terminalText } from './terminal';

const MAX_TOLD = 10;

export class MatchList {
  private readonly first: number[] = [];
  private total = 0;

  constructor(private readonly table: MessageTable) {}

  get count(): number {
    return this.total;
  }

  add(row: number): void {
    this.total++;
    if (this.first.length < MAX_TOLD) this.first.push(row);
  }

  /** Prints them on standard error. */
  tell(filter: string): void {
    const { total } = this;
    say(
      `${formatCount(total)} ${total === 1 ? 'message matches' : 'messages match'} --fail-on ${terminalText(filter)}`,
    );
    for (const row of this.first) say(`  ${this.describe(row)}`);
    if (total > this.first.length) say(`  and ${formatCount(total - this.first.length)} more`);
  }

  private describe(row: number): string {
    const { table } = this;
    const parts = [
      `#${table.columns.get(row, 'seq')}`,
      MESSAGE_KINDS[table.columns.get(row, 'kind')] ?? '',
      terminalText(table.channelOf(row)),
      STATUSES[table.columns.get(row, 'status')] ?? '',
      formatDurationUs(rowDurationUs(table, row)),
    ];
    return parts.filter((part) => part !== '').join('  ');
  }
}
