/** Opens a capture file for a command: shows progress, and filters messages. */

import { RowFlag } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import { byFlag } from '../../shared/filter/columnPredicates';
import { type CompiledFilter, compileFilter } from '../../shared/filter/compile';
import { and, not } from '../../shared/filter/verdict';
import { LocalScanner } from '../query/lineScanner';
import { OpenedSession } from '../recordings/openedSession';
import { type LiveLine, say, terminalText } from './terminal';

export interface CaptureFileChoice {
  readonly file: string;
  /** Of a compressed file; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
}

export interface OpenCaptureFile {
  readonly session: OpenedSession;
  /** Compiles a filter that was checked before. */
  filter(text: string): PreparedFilter;
  close(): Promise<void>;
}

/** A filter, and the scanner for its payload conditions. */
interface PreparedFilter {
  readonly filter: CompiledFilter;
  readonly scanner: LocalScanner;
}

/**
 * Opens a capture; damage is reported on standard error.
 *
 * @throws UserError if it can't be read, AbortError if the signal says so
 */
export async function openCaptureFile(
  { file, maxUnpackedBytes }: CaptureFileChoice,
  includesInternal: boolean,
  signal: AbortSignal,
  line: LiveLine,
): Promise<OpenCaptureFile> {
  const session = await OpenedSession.open(file, {
    signal,
    ...(maxUnpackedBytes !== undefined && { unpacking: { bytes: maxUnpackedBytes } }),
    onProgress: (done, total) => line.show(`Reading ${file} … ${percent(done, total)}`),
  });
  line.clear();
  for (const problem of session.damage.problems) say(problem);
  const scanners: LocalScanner[] = [];
  return {
    session,
    filter(text) {
      const filter = compileChecked(text, session.fold.table, includesInternal);
      if (filter.channelHint !== undefined) {
        const { channel, suggestion } = filter.channelHint;
        say(`For the channel ${terminalText(channel)}, write the filter: ${terminalText(suggestion)}`);
      }
      const scanner = new LocalScanner(session.journalPath, filter.conditions);
      scanners.push(scanner);
      return { filter, scanner };
    },
    async close() {
      for (const scanner of scanners) await scanner.close();
      await session.close();
    },
  };
}

/** Compiles a filter that is known to be valid. */
export function compileChecked(text: string, table: MessageTable, includesInternal: boolean): CompiledFilter {
  const compiled = compileFilter(text, table);
  if ('error' in compiled) throw new Error(terminalText(compiled.error.message));
  const { filter } = compiled;
  return includesInternal ? filter : { ...filter, predicate: and([not(byFlag(RowFlag.internal)), filter.predicate]) };
}

/** Counts Electron's own messages. */
export function countInternal(table: MessageTable): number {
  let count = 0;
  for (let row = 0; row < table.length; row++) {
    if ((table.columns.get(row, 'flags') & RowFlag.internal) !== 0) count++;
  }
  return count;
}

export function percent(done: number, total: number): string {
  return `${total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100))} %`;
}
